using System.Management.Automation;
using System.Security;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Cards;

/// <summary>Get-VgsCardUpdate: asks once what the card's network knows of a card; nothing is stored at VGS.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCardUpdate", SupportsShouldProcess = true)]
[OutputType(typeof(VgsCardUpdate))]
public sealed class GetVgsCardUpdateCommand : VgsCardInputCmdlet
{
    /// <summary>The card's CVV, three or four digits; a row of a file may have it as text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CvvTransformation]
    public SecureString? Cvv { get; set; }

    private protected override void ProcessInput()
    {
        VgsCalm.Cards.Cvv? cvv = null;
        var card = NextCard(given =>
        {
            cvv = VgsCalm.Cards.Cvv.Parse(Cvv, Target);
            return given;
        });
        if (card is null || cvv is not { } digits)
        {
            return;
        }

        if (!MayProceed(ActedUpon, "Ask the card's network"))
        {
            digits.Dispose();
            return;
        }

        var (cards, target, reference) = (RequireSession().Cards, Target, GivenReference);
        Enqueue(
            target,
            async cancel =>
            {
                using (digits)
                {
                    return await cards
                        .CheckAsync(card, digits.Digits, target, reference, Observer, cancel)
                        .ConfigureAwait(false);
                }
            }
        );
    }
}
