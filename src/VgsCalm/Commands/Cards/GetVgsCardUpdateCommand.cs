using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Cards;

/// <summary>Get-VgsCardUpdate: asks once what the card's network knows of a card; nothing is stored at VGS.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCardUpdate")]
[OutputType(typeof(VgsCardUpdate))]
public sealed class GetVgsCardUpdateCommand : VgsCardInputCmdlet<VgsCardUpdate>
{
    /// <summary>The card's CVV, three or four digits; a row of a file may have it as text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CvvTransformation]
    public SecureString? Cvv { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var card = NextCard(CheckedCvv);
        if (card is null)
        {
            return;
        }

        var (cards, target, reference, cvv) = (Connected.Cards, Target, GivenReference, Digits(Cvv));
        Send(
            target,
            async cancel =>
            {
                try
                {
                    return await cards.CheckAsync(card, cvv, target, reference, Observer, cancel).ConfigureAwait(false);
                }
                finally
                {
                    Array.Clear(cvv, 0, cvv.Length);
                }
            }
        );
    }

    private protected override void WriteResult(VgsCardUpdate result) => WriteObject(result);

    private CardDetails CheckedCvv(CardDetails card)
    {
        var digits = Digits(Cvv);
        var isWellFormed = digits.Length is 0 or 3 or 4 && digits.All(b => b is >= (byte)'0' and <= (byte)'9');
        Array.Clear(digits, 0, digits.Length);
        return isWellFormed ? card : throw CardDetails.Invalid(nameof(Cvv), "is not three or four digits", Target);
    }

    private static byte[] Digits(SecureString? cvv)
    {
        if (cvv is null || cvv.Length == 0)
        {
            return [];
        }

        // A string of it cannot be wiped, but lives no longer than the next collection; the bytes that are sent are wiped.
        return Encoding.UTF8.GetBytes(new NetworkCredential("", cvv).Password);
    }
}
