using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Cmdlets;

/// <summary>A command about the network token of one card, known by the alias of the card number.</summary>
public abstract class VgsNetworkTokenCmdlet : VgsRecordCmdlet
{
    /// <summary>The merchant (MC…) that the token is for: the Calm-Merchant header.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("MerchantId", "Id", RefusesOthers = true)]
    public string? MerchantId { get; set; }

    private protected override bool IsTypedAlone => !MyInvocation.ExpectingInput && Position == 1;

    /// <summary>The merchant of the present record; null where its column is empty.</summary>
    private protected string? Merchant => string.IsNullOrWhiteSpace(MerchantId) ? null : MerchantId!.Trim();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();

        // Of a row it means "none". Typed it is a variable that was never set, and the token would be another's.
        if (MyInvocation.BoundParameters.ContainsKey(nameof(MerchantId)) && Merchant is null)
        {
            throw Fail(
                new VgsApiException(
                    VgsErrorId.RequestInvalid,
                    "-MerchantId is empty; nothing was sent.",
                    nameof(MerchantId)
                )
                {
                    RecommendedAction = "Give the merchant's id (MC…), or leave -MerchantId out.",
                }
            );
        }
    }

    /// <summary>Takes an alias. What is none becomes the record's error: a card number must not stand in an address.</summary>
    private protected bool TryReadAlias(string? given, out string alias)
    {
        Position++;
        alias = given?.Trim() ?? "";
        if (CardNumber.IsAlias(alias))
        {
            return true;
        }

        if (alias.Length == 0)
        {
            EnqueueError(CardDetails.NoAlias(MyInvocation.ExpectingInput ? $"row {Position}" : null));
            return false;
        }

        var problem = MaskedNumber.MayBeCardNumber(alias)
            ? "may be a card number; network tokens are known by an alias of it"
            : "is not an alias: that has a letter in it, and neither spaces nor control characters";
        var shown = MaskedNumber.Mask(alias) ?? "";
        EnqueueError(CardDetails.AboutAlias(CardDetails.Invalid("PanAlias", problem, shown), shown));
        return false;
    }
}
