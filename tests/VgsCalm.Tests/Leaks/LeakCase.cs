namespace VgsCalm.Tests.Leaks;

/// <summary>One way to run a command.</summary>
/// <param name="Command">The command that it is about.</param>
/// <param name="Name">What is done, in a few words.</param>
/// <param name="IsBad">Whether something is wrong: with the input, the service or the way there.</param>
/// <param name="Script">The script. What is sensitive reaches it by variables: the line itself is the caller's own, and
/// errors repeat it.</param>
internal sealed record LeakCase(string Command, string Name, bool IsBad, string Script)
{
    /// <summary>Whether the output itself is the secret that was asked for by name; all that is said about it counts still.</summary>
    public bool AsksForOutput { get; init; }

    /// <summary>Files, by name, that have what was asked for.</summary>
    public string[] AsksForFiles { get; init; } = [];

    public override string ToString() => $"{Command}, {Name}";
}
