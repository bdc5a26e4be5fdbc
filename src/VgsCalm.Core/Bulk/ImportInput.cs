using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>The input file of an import, open and unchanged while the import runs.</summary>
internal sealed class ImportInput : IDisposable
{
    private readonly Stream _file;
    private readonly string _path;
    private readonly TableFormat _format;

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
    /// <exception cref="VgsApiException">CardInvalid: it cannot be read as cards.</exception>
    public IEnumerable<CardRow> Rows(CancellationToken cancellationToken)
    {
        if (_file.CanSeek)
        {
            _file.Position = 0;
        }

        foreach (var row in _format.Read(_file, _path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
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
}
