namespace VgsCalm.Bulk;

/// <summary>The input file of an import, open and unchanged while the import runs.</summary>
internal sealed class ImportInput : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly TableFormat _format;

    private ImportInput(FileStream file, string path, TableFormat format)
    {
        _file = file;
        _path = path;
        _format = format;
        LineCount = Bulk.LineCount.Count(file);
    }

    /// <summary>How many lines it has, the header among them.</summary>
    public long LineCount { get; }

    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImportInput Open(string path, TableFormat format)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new ImportInput(file, path, format);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Its rows, from the first one on.</summary>
    /// <exception cref="VgsApiException">CardInvalid: it cannot be read as cards.</exception>
    public IEnumerable<CardRow> Rows(CancellationToken cancellationToken)
    {
        _file.Position = 0;
        foreach (var row in _format.Read(_file, _path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    public void Dispose() => _file.Dispose();
}
