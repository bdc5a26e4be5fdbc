using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>
/// The input file of an import, open while the import runs. Its rows are read once to be looked at and once more to be sent; where they are
/// not the same, the file was written to meanwhile, and the second reading ends with an error.
/// </summary>
internal sealed class ImportInput : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;
    private readonly TableFormat _format;
    private (long Rows, int Digest)? _first;

    private ImportInput(Stream file, string path, TableFormat format)
    {
        _file = file;
        _path = path;
        _format = format;
    }

    /// <summary>Whether its rows can be read again. Those of a pipe come once.</summary>
    public bool IsRepeatable => _file.CanSeek;

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The wait for a pipe's writer was ended.</exception>
    public static ImportInput Open(string path, TableFormat format, CancellationToken cancellationToken) =>
        new(InputFile.Open(path, FileShare.Read, cancellationToken), path, format);

    /// <summary>Its rows, from the first one on.</summary>
    /// <exception cref="VgsApiException">
    /// CardInvalid: it cannot be read as cards; JournalMismatch: the file has changed since it was read first.
    /// </exception>
    public IEnumerable<CardRow> Rows(CancellationToken cancellationToken)
    {
        if (_file.CanSeek)
        {
            _file.Position = 0;
        }

        var (rows, digest) = (0L, 0);
        foreach (var row in _format.Read(_file, _path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;

            // Rows that are added at the end are no change: they are read as the others.
            (rows, digest) = (rows + 1, Add(digest, row));
            if (_first is { } first && rows == first.Rows && digest != first.Digest)
            {
                throw Changed(rows);
            }
        }

        if (rows < _first?.Rows)
        {
            throw Changed(rows);
        }

        _first ??= (rows, digest);
    }

    /// <summary>Gives all rows to what looks at them before the import.</summary>
    /// <param name="add">Takes a row.</param>
    /// <param name="complete">Told the input once all rows were given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">CardInvalid: it cannot be read as cards, or not in this encoding.</exception>
    public void ReadAll(Action<CardRow> add, Action<CardSource> complete, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(cancellationToken))
        {
            add(row);
        }

        complete(CardSource.File(_path));
    }

    public void Dispose() => _file.Dispose();

    private static int Add(int digest, CardRow row) =>
        unchecked(
            (digest * 31) + (row.Number, row.Name, row.ExpMonth, row.ExpYear, row.Reference, row.Problem).GetHashCode()
        );

    private VgsApiException Changed(long rows) =>
        new(
            VgsErrorId.JournalMismatch,
            $"'{_path}' was changed while it was imported: {RowCount.ToText(_first!.Value.Rows)} were compared before anything was sent, "
                + $"and {RowCount.ToText(rows)} of another content were read now.",
            _path
        )
        {
            RecommendedAction =
                "The rows that were sent are in the journal. Put the file back as it was when the import began, and run the same "
                + "command again: it sends the rows that are missing. Write a new file beside it, and rename that when this import has "
                + "ended.",
        };
}
