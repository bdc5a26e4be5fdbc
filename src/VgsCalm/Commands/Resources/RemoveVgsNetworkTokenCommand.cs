using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Resources;

/// <summary>Remove-VgsNetworkToken: deletes network tokens.</summary>
[Cmdlet(VerbsCommon.Remove, "VgsNetworkToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VgsNetworkToken))]
public sealed class RemoveVgsNetworkTokenCommand : VgsNetworkTokenCmdlet
{
    /// <summary>Aliases of card numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextOfRecord("PanAlias", "pan_alias", TakesSeveral = true)]
    public string[] PanAlias { get; set; } = [];

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Give the token in its last state.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void ProcessInput()
    {
        var (tokens, merchant) = (RequireSession().NetworkTokens, Merchant);
        foreach (var given in PanAlias ?? [])
        {
            if (TryReadAlias(given, out var alias) && IsConfirmed(Force, alias, "Delete network token"))
            {
                Enqueue(alias, cancel => tokens.DeleteAsync(alias, merchant, Observer, cancel), Write);
            }
        }
    }

    private void Write(VgsNetworkToken token)
    {
        if (PassThru)
        {
            WriteObject(token);
        }
    }
}
