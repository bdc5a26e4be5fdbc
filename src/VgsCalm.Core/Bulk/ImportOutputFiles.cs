using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>The files that an import writes at its end, proved to be writable before it sends anything.</summary>
internal sealed class ImportOutputFiles : IDisposable
{
    private ImportOutputFiles(OutputFile? result, OutputFile? reject, OutputFile? report) =>
        (Result, Reject, Report) = (result, reject, report);

    public OutputFile? Result { get; }

    public OutputFile? Reject { get; }

    public OutputFile? Report { get; }

    /// <exception cref="ImportFileException">One of them cannot be written.</exception>
    public static ImportOutputFiles Open(ImportFiles files)
    {
        var opened = new List<OutputFile>();
        try
        {
            return new ImportOutputFiles(Prove(files.Result), Prove(files.Reject), Prove(files.Report));
        }
        catch
        {
            opened.ForEach(file => file.Dispose());
            throw;
        }

        OutputFile? Prove(string? path)
        {
            if (path is null)
            {
                return null;
            }

            try
            {
                var file = new OutputFile(path);
                opened.Add(file);
                file.Prove();
                return file;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw ImportFileException.CannotWrite(path, error, "Nothing was sent.");
            }
        }
    }

    public void Dispose()
    {
        Result?.Dispose();
        Reject?.Dispose();
        Report?.Dispose();
    }
}
