using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;
using VgsCalm.Redaction;

namespace VgsCalm.Commands.Resources;

/// <summary>Get-VgsCardAttribute: what a card's first digits tell of it.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCardAttribute")]
[OutputType(typeof(VgsCardAttribute))]
public sealed class GetVgsCardAttributeCommand : VgsRecordCmdlet
{
    // The bank identification number: that is what is looked up.
    private const int MinDigits = 6;

    /// <summary>6 to 19 digits of card numbers, or aliases.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CardNumber")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextOfRecord("Number", "CardNumber", TakesSeveral = true)]
    public string[] Number { get; set; } = [];

    /// <summary>Your own reference of the card; errors name it, the result carries it, VGS never gets it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextOfRecord("Reference", RefusesOthers = true)]
    public string? Reference { get; set; }

    private protected override bool IsTypedAlone => !MyInvocation.ExpectingInput && Reference is null && Number is [_];

    private protected override void ProcessInput()
    {
        var reference = ReferenceText.Redact(Reference);
        foreach (var given in Number)
        {
            Position++;
            Look(given, reference, reference ?? $"row {Position}");
        }
    }

    private void Look(string given, string? reference, string target)
    {
        try
        {
            var number = CardNumber.Normalize(given, MinDigits, target);
            var attributes = RequireSession().CardAttributes;
            Enqueue(target, cancel => attributes.GetAsync(number, target, reference, Observer, cancel));
        }
        catch (VgsApiException error)
        {
            EnqueueError(error);
        }
    }
}
