using System.Globalization;
using System.Management.Automation.Host;

namespace VgsCalm.Tests.Engine;

/// <summary>A host that keeps the warnings which are written to it past all streams.</summary>
internal sealed class ListeningHost : PSHost
{
    private readonly ListeningInterface _ui = new();

    public IReadOnlyList<string> Warnings => _ui.Warnings;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Listening";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }

    public override void SetShouldExit(int exitCode) { }
}
