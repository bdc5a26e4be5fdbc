using System.Globalization;
using System.Management.Automation.Host;

namespace VgsCalm.Demo;

/// <summary>The smallest host that prints: the engine's own formatter writes its tables through it.</summary>
internal sealed class DemoHost : PSHost
{
    private readonly DemoInterface _ui = new();

    public override string Name => "VgsCalm demo";

    public override Version Version { get; } = typeof(DemoHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>Everything printed so far, without its colours.</summary>
    public string Printed => _ui.Printed;

    public override void EnterNestedPrompt() => throw new NotSupportedException("The demo has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The demo has no prompt.");

    public override void NotifyBeginApplication()
    {
        // Nothing to prepare for programs: a script of the demo starts none.
    }

    public override void NotifyEndApplication()
    {
        // As above.
    }

    public override void SetShouldExit(int exitCode)
    {
        // The demo's exit status is its own finding, not the script's.
    }
}
