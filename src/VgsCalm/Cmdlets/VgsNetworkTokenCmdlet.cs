using System.Management.Automation;
using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Cmdlets;

/// <summary>A command about the network token of one card, known by the alias of the card number.</summary>
public abstract class VgsNetworkTokenCmdlet : VgsWindowCmdlet<VgsNetworkToken>
{
    /// <summary>Alias of the card number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string PanAlias { get; set; } = null!;

    /// <summary>The merchant (MC…) that the token is for: the Calm-Merchant header.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? MerchantId { get; set; }

    private protected override void WriteResult(VgsNetworkToken result) => WriteObject(result);

    /// <summary>
    /// The alias, or null when it is none, which has been said then: a card number must not stand in an address or a log.
    /// </summary>
    private protected string? CheckedAlias()
    {
        var alias = PanAlias.Trim();
        if (CardNumber.IsAlias(alias))
        {
            return alias;
        }

        var problem = MaskedNumber.MayBeCardNumber(alias)
            ? "may be a card number; network tokens are known by an alias of it"
            : "is not an alias: that has a letter in it, and neither spaces nor control characters";
        Reject(CardDetails.Invalid(nameof(PanAlias), problem, MaskedNumber.Mask(alias)!));
        return null;
    }
}
