using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;
using VgsCalm.Resources;

namespace VgsCalm.Commands.Resources;

/// <summary>New-VgsMerchant: makes a merchant on whose behalf cards are enrolled.</summary>
[Cmdlet(VerbsCommon.New, "VgsMerchant", SupportsShouldProcess = true)]
[OutputType(typeof(VgsMerchant))]
public sealed class NewVgsMerchantCommand : VgsSessionCmdlet
{
    private RecordBinding? _binding;
    private long _position;

    /// <summary>Name under which the merchant trades.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? DbaMerchantTradeName { get; set; }

    /// <summary>Legal name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? MerchantLegalName { get; set; }

    /// <summary>Merchant code.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? MerchantCode { get; set; }

    /// <summary>Web site.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? CompanyWebsiteUrl { get; set; }

    /// <summary>The acquirer's identification.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? AcquirerIdentification { get; set; }

    /// <summary>The merchant's id at the acquirer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? AcquirerMerchantId { get; set; }

    /// <summary>Contact person.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? ContactName { get; set; }

    /// <summary>Contact's mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? ContactEmail { get; set; }

    /// <summary>D-U-N-S number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PlainText]
    public string? DunsNumber { get; set; }

    /// <summary>Vault (tnt…); without it, the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VaultCompleter))]
    [TextOfRecord("VaultId", RefusesOthers = true)]
    public string? VaultId { get; set; }

    /// <summary>Organization (AC…).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    [TextOfRecord("OrganizationId", RefusesOthers = true)]
    public string? OrganizationId { get; set; }

    /// <summary>
    /// Billing address: a hashtable or an object with name, company, address1, address2, city, region, country,
    /// postal_code, phone.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public PSObject? BillingAddress { get; set; }

    /// <summary>
    /// A record: an object or a hashtable with the names of other parameters. What is typed counts before what it has.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _binding = RecordBinding.CreateIfNeeded(this, InputObject);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _position++;
        try
        {
            _binding?.Bind(InputObject, $"row {_position}");
            MakeRecord();
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(Explain(error)));
        }
        finally
        {
            _binding?.Restore();
        }
    }

    private void MakeRecord()
    {
        var name = new[] { DbaMerchantTradeName, MerchantLegalName }.FirstOrDefault(text =>
            !string.IsNullOrWhiteSpace(text)
        );
        var target = Redactor.MaskCardNumbers(name ?? (MyInvocation.ExpectingInput ? $"row {_position}" : "merchant"));
        var merchant = MerchantGiven(target);
        if (MayProceed(target, "Make merchant"))
        {
            WriteObject(Make(merchant, target));
        }
    }

    // Among many rows the text alone has to tell which one failed.
    private protected override VgsApiException Explain(VgsApiException error)
    {
        var explained = base.Explain(error);
        return MyInvocation.ExpectingInput && explained.Target is { } target && !explained.Message.Contains(target)
            ? explained.Reworded($"{target}: {explained.Message}")
            : explained;
    }

    private VgsMerchant Make(MerchantDetails merchant, string target)
    {
        var merchants = RequireSession().Merchants;
        var observer = new SentObserver(Observer);
        OutliveSignals();
        try
        {
            return Await(cancel => merchants.CreateAsync(merchant, target, observer, cancel));
        }
        catch (PipelineStoppedException) when (observer.MayBeCarriedOut)
        {
            HostWarning.Write(
                Host,
                $"The command was interrupted, and the merchant '{target}' may have been made, whose id is lost: find out before you "
                    + "make it again."
            );
            throw;
        }
    }

    private MerchantDetails MerchantGiven(string target) =>
        new()
        {
            DbaMerchantTradeName = DbaMerchantTradeName,
            MerchantLegalName = MerchantLegalName,
            MerchantCode = MerchantCode,
            CompanyWebsiteUrl = CompanyWebsiteUrl,
            AcquirerIdentification = AcquirerIdentification,
            AcquirerMerchantId = AcquirerMerchantId,
            ContactName = ContactName,
            ContactEmail = ContactEmail,
            DunsNumber = DunsNumber,
            VaultId = VaultId ?? RequireSession().VaultId,
            OrganizationId = OrganizationId,
            BillingAddress = MerchantDetails.AddressOf(
                ObjectFields.Read(BillingAddress, target, VgsErrorId.RequestInvalid),
                target
            ),
        };
}
