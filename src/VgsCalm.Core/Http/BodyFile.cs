namespace VgsCalm;

/// <summary>A body on its way to a file: it arrives beside the file and takes its place only when it is whole.</summary>
internal sealed class BodyFile : IDisposable
{
    private readonly string _path;
    private readonly string _beside;

    public BodyFile(string path)
    {
        _path = path;
        _beside = path + "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".tmp";
    }

    /// <summary>Takes the body; a further try begins anew.</summary>
    public async Task FillAsync(Stream body, CancellationToken cancellationToken)
    {
        using var file = Created();
        await body.CopyToAsync(file, 64 * 1024, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts the body in place.</summary>
    /// <param name="instead">A body that was read into memory in place of the file's, such as that of an error.</param>
    public void Keep(byte[]? instead)
    {
        try
        {
            if (instead is not null) File.WriteAllBytes(_beside, instead);
            if (File.Exists(_path)) File.Replace(_beside, _path, destinationBackupFileName: null);
            else if (File.Exists(_beside)) File.Move(_beside, _path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    public void Dispose() => File.Delete(_beside);

    private FileStream Created()
    {
        try
        {
            return new FileStream(_beside, FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(error);
        }
    }

    private VgsApiException NotWritable(Exception error) =>
        new(VgsErrorId.RequestInvalid, $"The file '{_path}' cannot be written: {error.Message}", _path, error) { RecommendedAction = "Choose another -OutFile; the request itself may have been carried out." };
}
