using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Cards;

/// <summary>New-VgsCard: enrols cards. A card whose answer is lost is <c>OutcomeUnknown</c> and is never sent again by itself.</summary>
[Cmdlet(VerbsCommon.New, "VgsCard", SupportsShouldProcess = true)]
[OutputType(typeof(VgsCard))]
public sealed class NewVgsCardCommand : VgsCardInputCmdlet
{
    /// <summary>
    /// Billing address: a hashtable or an object with name, company, address1, address2, city, region, country,
    /// postal_code, phone.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("billing_address")]
    public PSObject? BillingAddress { get; set; }

    /// <summary>Capabilities to enrol for, such as ACCOUNT_UPDATER; without it, VGS decides.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Capabilities")]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    [PlainText(TakesSeveral = true)]
    public string[]? Capability { get; set; }

    private protected override void ProcessInput()
    {
        var card = NextCard(c =>
            c.WithCapabilities(Capability)
                .WithBillingAddress(ObjectFields.Read(BillingAddress, Target, VgsErrorId.CardInvalid), Target)
        );
        if (card is null || !MayProceed(ActedUpon, "Enrol card"))
        {
            return;
        }

        var (cards, target, reference) = (RequireSession().Cards, Target, GivenReference);
        Enqueue(
            target,
            cancel => cards.EnrolAsync(card, target, reference, Observer, cancel),
            made: enrolled => enrolled.ToString()
        );
    }
}
