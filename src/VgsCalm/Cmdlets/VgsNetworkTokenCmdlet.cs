using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Cmdlets;

/// <summary>A command about the network token of one card, known by the alias of the card number.</summary>
public abstract class VgsNetworkTokenCmdlet : VgsWindowCmdlet
{
    /// <summary>The merchant (MC…) that the token is for: the Calm-Merchant header.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [PlainText]
    public string? MerchantId { get; set; }

    /// <summary>Takes an alias. What is none becomes the record's error: a card number must not stand in an address.</summary>
    private protected bool TryReadAlias(string given, out string alias)
    {
        alias = given.Trim();
        if (CardNumber.IsAlias(alias))
        {
            return true;
        }

        var problem = MaskedNumber.MayBeCardNumber(alias)
            ? "may be a card number; network tokens are known by an alias of it"
            : "is not an alias: that has a letter in it, and neither spaces nor control characters";
        var shown = MaskedNumber.Mask(alias) ?? "";
        EnqueueError(CardDetails.AboutAlias(CardDetails.Invalid("PanAlias", problem, shown), shown));
        return false;
    }
}
