namespace VgsCalm.Accounts;

/// <summary>What a configuration file said, and what in it was passed over.</summary>
internal sealed class ServiceAccountReadResult(VgsServiceAccountConfig config, string[] warnings)
{
    /// <summary>The configuration.</summary>
    public VgsServiceAccountConfig Config { get; } = config;

    /// <summary>One sentence for each field that is not known; it names field and line, never a value.</summary>
    public string[] Warnings { get; } = warnings;
}
