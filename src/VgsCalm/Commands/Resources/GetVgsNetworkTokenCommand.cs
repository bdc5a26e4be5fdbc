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
        if (CheckedAlias() is not { } alias)
        {
            return;
        }

        var (tokens, merchant) = (Connected.NetworkTokens, MerchantId);
        Send(alias, cancel => tokens.GetAsync(alias, merchant, Observer, cancel));
    }
}
