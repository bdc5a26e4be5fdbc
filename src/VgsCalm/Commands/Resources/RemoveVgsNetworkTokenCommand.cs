using System.Management.Automation;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Resources;

/// <summary>Remove-VgsNetworkToken: deletes a network token and gives it in its last state.</summary>
[Cmdlet(VerbsCommon.Remove, "VgsNetworkToken", SupportsShouldProcess = true)]
[OutputType(typeof(VgsNetworkToken))]
public sealed class RemoveVgsNetworkTokenCommand : VgsNetworkTokenCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadAlias(out var alias) || !MayProceed(alias, "Delete network token"))
        {
            return;
        }

        var (tokens, merchant) = (RequireSession().NetworkTokens, MerchantId);
        Enqueue(alias, cancel => tokens.DeleteAsync(alias, merchant, Observer, cancel));
    }
}
