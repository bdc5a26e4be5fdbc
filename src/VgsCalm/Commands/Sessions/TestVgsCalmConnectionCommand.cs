using System.Management.Automation;
using VgsCalm.Cmdlets;
using VgsCalm.Diagnostics;

namespace VgsCalm.Commands.Sessions;

/// <summary>Test-VgsCalmConnection: examines a session's way to VGS, one object a check. It makes nothing at VGS.</summary>
[Cmdlet(VerbsDiagnostic.Test, "VgsCalmConnection")]
[OutputType(typeof(VgsConnectionCheck))]
public sealed class TestVgsCalmConnectionCommand : VgsSessionCmdlet
{
    /// <summary>The APIs to examine; without it, all for a service account, and Accounts for a person.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public VgsApi[]? Api { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var check in RequireSession().PlanConnectionTest(Api))
        {
            WriteObject(Await(cancel => check.RunAsync(Clock.System, Observer, cancel)));
        }
    }
}
