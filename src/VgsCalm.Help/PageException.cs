namespace VgsCalm.Help;

/// <summary>A page that cannot be turned into help, and where.</summary>
internal sealed class PageException(string file, int line, string message) : Exception(message)
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public int Line { get; } = line;
}
