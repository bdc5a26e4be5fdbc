namespace VgsCalm.Bulk;

/// <summary>How card files are read and tables are written. The code for it is loaded apart from Core, when it is first used.</summary>
/// <param name="Read">The rows of a card file, of which the path is for messages only.</param>
/// <param name="Write">Writes a header and rows.</param>
internal sealed record TableFormat(
    Func<Stream, string, IEnumerable<CardRow>> Read,
    Action<TextWriter, IReadOnlyList<string>, IEnumerable<IReadOnlyList<string?>>> Write
);
