using System.Management.Automation;
using VgsCalm.Models;

namespace VgsCalm.Commands;

/// <summary>Get-VgsCardAttribute: what a card's first digits tell of it.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCardAttribute")]
[OutputType(typeof(VgsCardAttribute))]
public sealed class GetVgsCardAttributeCommand : VgsWindowCmdlet<VgsCardAttribute>
{
    private long _position;

    /// <summary>6 to 19 digits of a card number, or an alias.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CardNumber")]
    [AllowEmptyString]
    public string Number { get; set; } = null!;

    /// <summary>Your own reference of the card; errors name it, the result carries it, VGS never gets it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Reference { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _position++;
        var reference = string.IsNullOrWhiteSpace(Reference) ? null : Reference;
        var target = reference is null ? $"row {_position}" : Http.Redaction.MaskCardNumbers(reference);
        var number = Number.Replace(" ", "").Replace("-", "").All(c => c is >= '0' and <= '9') ? Number.Replace(" ", "").Replace("-", "") : Number.Trim();
        var isDigits = number.All(c => c is >= '0' and <= '9');
        if (isDigits ? number.Length is < 6 or > 19 : number.Length > 255 || number.Any(c => c is <= ' ' or '\u007f'))
        {
            Reject(CardDetails.Invalid(nameof(Number), "is neither 6 to 19 digits nor an alias", target));
            return;
        }

        var attributes = Connected.CardAttributes;
        Send(target, cancel => attributes.GetAsync(number, target, reference, Observer, cancel));
    }

    private protected override void WriteResult(VgsCardAttribute result) => WriteObject(result);
}
