using System.Management.Automation;

namespace VgsCalm.Cmdlets;

/// <summary>What a command's common parameters, or else the preferences of its scope, ask for.</summary>
internal sealed class CommonParameters
{
    private readonly PSCmdlet _command;

    public CommonParameters(PSCmdlet command) => _command = command;

    /// <summary>Nothing is to be changed, only shown.</summary>
    public bool IsWhatIf =>
        _command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? bound is SwitchParameter { IsPresent: true }
            : LanguagePrimitives.IsTrue(Preference("WhatIfPreference"));

    /// <summary>The user is asked, or told, about every action: by -WhatIf, -Confirm or their preferences.</summary>
    public bool AsksAboutActions =>
        IsToldToAsk
        || !string.Equals(
            _command.SessionState.PSVariable.GetValue("ConfirmPreference", "High")?.ToString(),
            "High",
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>-WhatIf or -Confirm was given, or nothing is to be changed: -Force does not answer then.</summary>
    public bool IsToldToAsk =>
        Has("WhatIf") || Has("Confirm") || LanguagePrimitives.IsTrue(Preference("WhatIfPreference"));

    /// <summary>An error ends the pipeline.</summary>
    public bool StopsOnError => ActionOf("ErrorAction", "ErrorActionPreference") is "STOP";

    /// <summary>A warning ends the pipeline, or asks whether to.</summary>
    public bool StopsOnWarning => ActionOf("WarningAction", "WarningPreference") is "STOP" or "INQUIRE";

    /// <summary>Verbose lines are shown or kept somewhere.</summary>
    public bool WantsVerbose => Wants("Verbose", "VerbosePreference");

    /// <summary>Debug lines are shown or kept somewhere.</summary>
    public bool WantsDebug => Wants("Debug", "DebugPreference");

    private bool Has(string parameter) => _command.MyInvocation.BoundParameters.ContainsKey(parameter);

    private object? Preference(string name) => _command.SessionState.PSVariable.GetValue(name);

    private string? ActionOf(string parameter, string preference) =>
        (_command.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound) ? bound : Preference(preference))
            ?.ToString()
            .ToUpperInvariant();

    private bool Wants(string parameter, string preference) =>
        _command.MyInvocation.BoundParameters.TryGetValue(parameter, out var bound)
            ? bound is SwitchParameter { IsPresent: true }
            : Preference(preference)?.ToString() is { } value && value is not ("SilentlyContinue" or "Ignore");
}
