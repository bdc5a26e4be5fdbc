using System.Management.Automation;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Resources;

/// <summary>Get-VgsNetworkToken: a network token as it is now.</summary>
[Cmdlet(VerbsCommon.Get, "VgsNetworkToken")]
[OutputType(typeof(VgsNetworkToken))]
public sealed class GetVgsNetworkTokenCommand : VgsNetworkTokenCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadAlias(out var alias))
        {
            return;
        }

        var (tokens, merchant) = (RequireSession().NetworkTokens, MerchantId);
        Enqueue(alias, cancel => tokens.GetAsync(alias, merchant, Observer, cancel));
    }
}
