using VgsCalm.Redaction;

namespace VgsCalm.Json;

/// <summary>JSON with names that the properties of a PowerShell object cannot have side by side.</summary>
/// <param name="name">One of those that differ only in case, or an empty one, as the answer has it.</param>
#pragma warning disable CA1032 // It never leaves JsonOutput.
internal sealed class NameConflictException(string name) : Exception
{
    private const int MaxLength = 100;

    /// <summary>What is wrong with the names.</summary>
    /// <param name="redact">Redacts what the request carried: an answer may have that in a name.</param>
    public string Describe(Func<string, string> redact) =>
        name.Length == 0
            ? "an empty name"
            : $"names that differ only in case ({Redactor.Excerpt(name, MaxLength, redact)})";
}
#pragma warning restore CA1032
