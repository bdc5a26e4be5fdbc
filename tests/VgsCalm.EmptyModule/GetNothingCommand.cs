using System.Management.Automation;

namespace VgsCalm.EmptyModule;

/// <summary>Get-Nothing: takes an object from the pipeline and does nothing with it.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
    /// <summary>Any object.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() { }
}
