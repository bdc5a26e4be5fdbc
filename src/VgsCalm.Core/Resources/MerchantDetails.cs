using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Resources;

/// <summary>What a new merchant is to be. Blank fields are not sent.</summary>
internal sealed record MerchantDetails
{
    public string? DbaMerchantTradeName { get; init; }

    public string? MerchantLegalName { get; init; }

    public string? MerchantCode { get; init; }

    public string? CompanyWebsiteUrl { get; init; }

    public string? AcquirerIdentification { get; init; }

    public string? AcquirerMerchantId { get; init; }

    public string? ContactName { get; init; }

    public string? ContactEmail { get; init; }

    public string? DunsNumber { get; init; }

    public string? VaultId { get; init; }

    public string? OrganizationId { get; init; }

    /// <summary>By the API's names; null where there is none.</summary>
    public IReadOnlyDictionary<string, string>? BillingAddress { get; init; }

    /// <exception cref="VgsApiException">RequestInvalid: the address has a field that the API does not know.</exception>
    public static IReadOnlyDictionary<string, string>? AddressOf(
        IEnumerable<KeyValuePair<string, string?>>? given,
        string target
    )
    {
        var address = Cards.BillingAddress.Normalize(given, out var unknown);
        return unknown is null
            ? address
            : throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"The billing address has a field '{Redactor.MaskCardNumbers(unknown)}' that the API does not "
                    + $"know; nothing was sent.",
                target
            )
            {
                RecommendedAction = $"It knows {Cards.BillingAddress.Names}.",
            };
    }

    /// <summary>The fields that are not blank, by the names that the API has for them. Source: CALM V1, POST /merchants.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        (string Name, string? Value)[] all =
        [
            ("dba_merchant_trade_name", DbaMerchantTradeName),
            ("merchant_legal_name", MerchantLegalName),
            ("merchant_code", MerchantCode),
            ("company_website_url", CompanyWebsiteUrl),
            ("acquirer_identification", AcquirerIdentification),
            ("acquirer_merchant_id", AcquirerMerchantId),
            ("contact_name", ContactName),
            ("contact_email", ContactEmail),
            ("duns_number", DunsNumber),
            ("vault_id", VaultId),
            ("organization_id", OrganizationId),
        ];
        foreach (var (name, value) in all)
        {
            if (value?.Trim() is { Length: > 0 } text)
            {
                yield return new KeyValuePair<string, string>(name, text);
            }
        }
    }
}
