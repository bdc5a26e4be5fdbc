using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Redaction;

namespace VgsCalm.Commands.Resources;

/// <summary>New-VgsMerchant: makes a merchant on whose behalf cards are enrolled.</summary>
[Cmdlet(VerbsCommon.New, "VgsMerchant", SupportsShouldProcess = true)]
[OutputType(typeof(VgsMerchant))]
public sealed class NewVgsMerchantCommand : VgsSessionCmdlet
{
    /// <summary>Name under which the merchant trades.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? DbaMerchantTradeName { get; set; }

    /// <summary>Legal name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MerchantLegalName { get; set; }

    /// <summary>Merchant code.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MerchantCode { get; set; }

    /// <summary>Web site.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CompanyWebsiteUrl { get; set; }

    /// <summary>The acquirer's identification.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AcquirerIdentification { get; set; }

    /// <summary>The merchant's id at the acquirer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? AcquirerMerchantId { get; set; }

    /// <summary>Contact person.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ContactName { get; set; }

    /// <summary>Contact's mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? ContactEmail { get; set; }

    /// <summary>D-U-N-S number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DunsNumber { get; set; }

    /// <summary>Vault (tnt…); without it, the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? VaultId { get; set; }

    /// <summary>Organization (AC…).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OrganizationId { get; set; }

    /// <summary>
    /// Billing address: a hashtable or an object with name, company, address1, address2, city, region, country,
    /// postal_code, phone.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PSObject? BillingAddress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var target = Redactor.MaskCardNumbers(DbaMerchantTradeName ?? MerchantLegalName ?? "merchant");
        var address = VgsCalm.Cards.BillingAddress.Normalize(ObjectFields.Of(BillingAddress), out var unknown);
        if (unknown is not null)
        {
            WriteError(
                VgsErrors.RequestInvalid(
                    target,
                    $"The billing address has a field '{Redactor.MaskCardNumbers(unknown)}' that the API does not "
                        + $"know; nothing was sent.",
                    $"It knows {VgsCalm.Cards.BillingAddress.Names}."
                )
            );
            return;
        }

        if (!MayProceed(target, "Make merchant"))
        {
            return;
        }

        try
        {
            WriteObject(Await(cancel => Connected.Merchants.CreateAsync(Fields(), address, target, Observer, cancel)));
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
        }
    }

    private Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("dba_merchant_trade_name", DbaMerchantTradeName);
        Add("merchant_legal_name", MerchantLegalName);
        Add("merchant_code", MerchantCode);
        Add("company_website_url", CompanyWebsiteUrl);
        Add("acquirer_identification", AcquirerIdentification);
        Add("acquirer_merchant_id", AcquirerMerchantId);
        Add("contact_name", ContactName);
        Add("contact_email", ContactEmail);
        Add("duns_number", DunsNumber);
        Add("vault_id", VaultId ?? Connected.VaultId);
        Add("organization_id", OrganizationId);
        return fields;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                fields[name] = value!.Trim();
            }
        }
    }
}
