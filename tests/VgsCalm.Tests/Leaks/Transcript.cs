namespace VgsCalm.Tests.Leaks;

/// <summary>A transcript of a shell, from here to <see cref="Stop"/>.</summary>
internal sealed class Transcript : IDisposable
{
    private readonly Shell _shell;
    private readonly string _path;
    private bool _ended;

    public Transcript(Shell shell, string path)
    {
        _shell = shell;
        _path = path;
        _shell
            .Run("$null = Start-Transcript -LiteralPath $path -Force -IncludeInvocationHeader", ("path", path))
            .ThrowIfFailed();
    }

    /// <summary>Ends it and gives its text.</summary>
    public string Stop()
    {
        Dispose();
        return File.ReadAllText(_path);
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _shell.Run("$null = Stop-Transcript").ThrowIfFailed();
        }

        _ended = true;
    }
}
