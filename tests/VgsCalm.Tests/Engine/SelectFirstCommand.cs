using System.Management.Automation;

namespace VgsCalm.Tests.Engine;

/// <summary>
/// Select-Object -First 1, which the engine here does not have: passes one object on and ends what comes before it in the pipeline,
/// by the same exception.
/// </summary>
[Cmdlet(VerbsCommon.Select, "First")]
[OutputType(typeof(PSObject))]
public sealed class SelectFirstCommand : PSCmdlet
{
    private static readonly Type EndOfUpstream = typeof(PSCmdlet).Assembly.GetType(
        "System.Management.Automation.StopUpstreamCommandsException",
        throwOnError: true
    )!;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        throw (Exception)Activator.CreateInstance(EndOfUpstream, this)!;
    }
}
