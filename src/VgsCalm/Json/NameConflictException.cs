using VgsCalm.Redaction;

namespace VgsCalm.Json;

/// <summary>JSON with names that the properties of a PowerShell object cannot have side by side.</summary>
#pragma warning disable CA1032 // It never leaves JsonOutput.
internal sealed class NameConflictException(string what)
    : Exception(
        $"The answer has {Redactor.MaskSensitive(what)}, which no object of PowerShell can have. It is given as text: "
            + "ConvertFrom-Json -AsHashtable reads it."
    );
#pragma warning restore CA1032
