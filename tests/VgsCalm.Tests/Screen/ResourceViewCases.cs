namespace VgsCalm.Tests.Screen;

/// <summary>Network tokens, merchants, card attributes and webhook events.</summary>
internal static class ResourceViewCases
{
    public static readonly ViewCase[] All =
    [
        new(
            "VgsCalm.VgsNetworkToken",
            [
                ("PanAlias", "tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG"),
                ("State", "SUSPENDED"),
                ("Last4", "0509"),
                ("ExpiresAt", "2027-11"),
                ("CardLast4", "1111"),
                ("UpdatedAt", LongestValues.Time),
            ],
            ["tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG", "SUSPENDED", "0509", "2027-11", "1111", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsMerchant",
            [
                ("Id", "MCg6LoWtqP6GufGRx74Y5Dfu"),
                ("DbaMerchantTradeName", LongestValues.Name),
                ("MerchantLegalName", LongestValues.Name),
                ("VaultId", "tntabc12def"),
            ],
            ["MCg6LoWtqP6GufGRx74Y5Dfu", "tntabc12def"]
        ),
        new(
            "VgsCalm.VgsCardAttribute",
            [
                ("Bin", "54157712"),
                ("Brand", "AMERICAN EXPRESS"),
                ("CardType", "PREPAID"),
                ("CardCategory", "WORLD ELITE"),
                ("IssuingCountryCode", "US"),
                ("IssuingOrganization", LongestValues.Name + LongestValues.Name),
            ],
            ["54157712", "AMERICAN EXPRESS", "PREPAID", "WORLD ELITE", "US"]
        ),
        new(
            "VgsCalm.VgsWebhookEvent",
            [
                ("Timestamp", LongestValues.Time),
                ("Event", "cmp_" + LongestValues.Event),
                ("Subject", "NetworkToken"),
                ("Change", "ContactCardholderAdvice"),
                ("CardId", "CRDLcz5zFuhLzrNSGdwAoEUff"),
                ("NewExpiry", "2030-12"),
            ],
            ["2027-11-24 05:45Z", "NetworkToken", "ContactCardholderAdvice", "CRDLcz5zFuhLzrNSGdwAoEUff", "2030-12"]
        ),
        new(
            "VgsCalm.VgsWebhookEvent",
            [
                ("Event", "cmp_" + LongestValues.Event + "_at_large"),
                ("Change", "Unknown"),
                ("PanAlias", "tok_sandbox_1234567890123456789012"),
            ],
            ["tok_sandbox_1234567890123456789012"]
        ),
    ];
}
