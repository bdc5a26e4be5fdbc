using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Cmdlets;

/// <summary>
/// The parameters of a card as people and files give it. Nothing is mandatory for PowerShell: a missing field is that
/// card's error, not a prompt.
/// </summary>
public abstract class VgsCardInputCmdlet : VgsRecordCmdlet
{
    /// <summary>
    /// A card: an object or a hashtable with the names of other parameters. What is typed counts before what it has.
    /// </summary>
    /// <remarks>By position, too: PowerShell's error for what has no place shows it whole, the card number in it.</remarks>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public override PSObject? InputObject { get; set; }

    /// <summary>Cardholder's name, up to 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? Name { get; set; }

    /// <summary>Card number of 13 to 19 digits, or an alias of one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("CardNumber")]
    [PlainText]
    public string? Number { get; set; }

    /// <summary>Month of expiry, 1 to 12.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpirationMonth", "exp_month")]
    [PlainText]
    public string? ExpMonth { get; set; }

    /// <summary>Year of expiry, two or four digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpirationYear", "exp_year")]
    [PlainText]
    public string? ExpYear { get; set; }

    /// <summary>The merchant (MC…) that the card is for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("MerchantId", "Id", RefusesOthers = true)]
    public string? MerchantId { get; set; }

    /// <summary>Name of a sub-merchant, together with SubMerchantMid.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? SubMerchantName { get; set; }

    /// <summary>The sub-merchant's id at its acquirer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? SubMerchantMid { get; set; }

    /// <summary>Your own reference of the card; errors name it, the result carries it, VGS never gets it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("Reference", RefusesOthers = true)]
    public string? Reference { get; set; }

    /// <summary>What errors of the present record name: its reference, or its position in the input.</summary>
    private protected string Target { get; private set; } = "";

    /// <summary>The present record's reference, as it may be shown; null where there is none.</summary>
    private protected string? GivenReference { get; private set; }

    /// <summary>What -WhatIf and -Confirm call the present card.</summary>
    private protected string ActedUpon => IsTypedAlone ? MaskedNumber.Mask(Number) ?? Target : Target;

    /// <summary>Moves on to the next record.</summary>
    /// <returns>The card, or null when it cannot be sent, which has been said then.</returns>
    private protected CardDetails? NextCard(Func<CardDetails, CardDetails>? complete = null)
    {
        Position++;
        GivenReference = ReferenceText.Redact(Reference);
        Target = GivenReference ?? $"row {Position}";
        try
        {
            var card = CardDetails
                .Create(Name, Number, ExpMonth, ExpYear, Target)
                .WithMerchant(MerchantId, SubMerchantName, SubMerchantMid, Target);
            return complete is null ? card : complete(card);
        }
        catch (VgsApiException error)
        {
            EnqueueError(error);
            return null;
        }
    }

    private protected override bool IsTypedAlone => !MyInvocation.ExpectingInput && GivenReference is null;
}
