using System.Management.Automation;
using VgsCalm.Emulator.Calm;

namespace VgsCalm.Tests.Screen;

/// <summary>An object of an output type with the longest values that VGS is known to give, and what of it has to be seen whole.</summary>
internal sealed record ViewCase(string Type, (string Property, object? Value)[] Values, string[] Whole)
{
    private const string ClientId = "ACtTmnC6V-twenty-letter-names1-5S6x8";
    private const string LongName = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine";
    private const string LongestEvent = "au_card.contact_cardholder_advice";
    private const string LongestFailure = "account-updater-not-supported";
    private const string VaultAlias = "541577h6JzS40IV1962";
    private static readonly DateTime Time = new DateTime(2027, 11, 24, 5, 45, 47, DateTimeKind.Utc).ToLocalTime();
    private static readonly string[] AllScopes =
    [
        "cards:read",
        "cards:write",
        "network-tokens:read",
        "network-tokens:write",
        "merchants:write",
        "cards:read-pci",
    ];

    public static readonly ViewCase[] All =
    [
        new(
            "VgsCalm.VgsSession",
            [
                ("Name", "nightly-poll"),
                ("ClientId", ClientId),
                ("Environment", "Sandbox"),
                ("VaultId", "tntabc12def"),
                ("TokenExpiresOn", Time),
                ("Scope", AllScopes),
            ],
            ["nightly-poll", ClientId, "Sandbox", "tntabc12def", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsAccessToken",
            [("ClientId", ClientId), ("TokenType", "Bearer"), ("ExpiresOn", Time), ("Scope", AllScopes)],
            [ClientId, "Bearer", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsOrganization",
            [
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
                ("Name", LongName),
                ("State", "ACTIVE"),
                ("CreatedAt", Time),
            ],
            ["ACk3wLmNpQrStUv7XyZ12345", "ACTIVE", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsVault",
            [
                ("VaultId", "tntabc12def"),
                ("Name", "twenty-letter-names1"),
                ("Environment", "LIVE-EU-1"),
                ("Role", "write"),
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
            ],
            ["tntabc12def", "twenty-letter-names1", "LIVE-EU-1", "write", "ACk3wLmNpQrStUv7XyZ12345"]
        ),
        new(
            "VgsCalm.VgsConnectionCheck",
            [
                ("Check", "Connection"),
                ("Outcome", "Warning"),
                ("Target", "https://vgsapi.com"),
                ("ElapsedMs", 15000),
                ("Detail", "port 443 takes connections"),
            ],
            ["Connection", "Warning", "https://vgsapi.com", "15000", "port 443 takes connections"]
        ),
        new(
            "VgsCalm.VgsServiceAccountConfig",
            [
                ("Name", "twenty-letter-names1"),
                ("VaultId", "tntabc12def"),
                ("ClientId", ClientId),
                ("Scope", AllScopes),
            ],
            ["twenty-letter-names1", "tntabc12def", ClientId]
        ),
        new(
            "VgsCalm.VgsServiceAccount",
            [
                ("Name", "twenty-letter-names1"),
                ("ClientId", ClientId),
                ("VaultId", "tntabc12def"),
                ("OrganizationId", "ACk3wLmNpQrStUv7XyZ12345"),
                ("Scope", AllScopes),
            ],
            ["twenty-letter-names1", "tntabc12def", ClientId, "ACk3wLmNpQrStUv7XyZ12345"]
        ),
        Card("411111*********1112", LongestEvent, failure: null, ["411111******1112", "contact_cardholder_advice"]),
        Card("541577******1962", "au_card.enrolled", LongestFailure, ["541577******1962", LongestFailure]),
        Card(VaultAlias, LongestEvent, failure: null, ["541577..40IV1962", "contact_cardholder_advice"]),
        Card(
            "tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG",
            "au_card.non_participating",
            failure: null,
            ["tok_sa..JUqXNKkG", "au_card.non_participating"]
        ),
        Update(LongestEvent, failure: null),
        Update("au_card.unknown", LongestFailure),
        new(
            "VgsCalm.VgsNetworkToken",
            [
                ("PanAlias", "tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG"),
                ("State", "SUSPENDED"),
                ("Last4", "0509"),
                ("ExpiresAt", "2027-11"),
                ("CardLast4", "1111"),
                ("UpdatedAt", Time),
            ],
            ["tok_sandbox_8fLwQJoWmZkfZ1JUqXNKkG", "SUSPENDED", "0509", "2027-11", "1111", "2027-11-24 05:45:47Z"]
        ),
        new(
            "VgsCalm.VgsMerchant",
            [
                ("Id", "MCg6LoWtqP6GufGRx74Y5Dfu"),
                ("DbaMerchantTradeName", LongName),
                ("MerchantLegalName", LongName),
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
                ("IssuingOrganization", LongName + LongName),
            ],
            ["54157712", "AMERICAN EXPRESS", "PREPAID", "WORLD ELITE", "US"]
        ),
        new(
            "VgsCalm.VgsWebhookEvent",
            [
                ("Timestamp", Time),
                ("Event", "cmp_" + LongestEvent),
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
                ("Event", "cmp_" + LongestEvent + "_at_large"),
                ("Change", "Unknown"),
                ("PanAlias", "tok_sandbox_1234567890123456789012"),
            ],
            ["tok_sandbox_1234567890123456789012"]
        ),
        new(
            "VgsCalm.VgsImportPlan",
            [
                ("Total", 1_000_000_000L),
                ("New", 999_999_999L),
                ("Retried", 0L),
                ("Known", 0L),
                ("Malformed", 1L),
                ("Duplicate", 0L),
                ("Problems", new[] { new { Row = 1_000_000_000L, Reason = "ExpMonth is not a month from 1 to 12" } }),
                ("JournalPath", Path("journal.jsonl")),
            ],
            ["1000000000", "999999999", "row 1000000000: ExpMonth is not a month from 1 to 12", Path("journal.jsonl")]
        ),
        new(
            "VgsCalm.VgsImportResult",
            [
                ("Total", 1_000_000_000L),
                ("Enrolled", 999_999_999L),
                ("Enrolling", 0L),
                ("Failed", 0L),
                ("Rejected", 1L),
                ("Unknown", 0L),
                ("Events", new Dictionary<string, long> { ["au_card.valid"] = 1, ["au_card.updated"] = 999_999_998 }),
                ("Elapsed", new TimeSpan(13, 21, 46, 40)),
                ("CardsPerSecond", 2912.7),
                ("TokenRequests", 4001),
                ("JournalPath", Path("journal.jsonl")),
                ("ResultPath", Path("result.csv")),
                ("RejectPath", Path("reject.csv")),
                ("ReportPath", Path("report.html")),
            ],
            [
                "1000000000",
                "999999999",
                "au_card.valid 1, au_card.updated 999999998",
                "13.21:46:40",
                "2912.7",
                "4001",
                Path("journal.jsonl"),
                Path("result.csv"),
                Path("reject.csv"),
                Path("report.html"),
            ]
        ),
    ];

    public PSObject Object()
    {
        var value = new PSObject();
        value.TypeNames.Insert(0, Type);
        foreach (var (property, of) in Values)
        {
            value.Properties.Add(new PSNoteProperty(property, of));
        }

        return value;
    }

    private static ViewCase Card(string number, string @event, string? failure, string[] whole)
    {
        var hasBin = char.IsDigit(number[0]);
        return new(
            "VgsCalm.VgsCard",
            [
                ("Id", "CRDoP7si7wFqWZcnnpDJN3mcH"),
                ("State", failure is null ? "enrolling" : "failed"),
                ("Number", number),
                ("Bin", hasBin ? number[..6] : null),
                ("Last4", hasBin ? number[^4..] : null),
                ("ExpMonth", 1),
                ("ExpYear", 5),
                ("Event", @event),
                ("FailureCode", failure),
                ("Name", LongName),
            ],
            ["CRDoP7si7wFqWZcnnpDJN3mcH", failure is null ? "enrolling" : "failed", "01/05", .. whole]
        );
    }

    private static ViewCase Update(string @event, string? failure) =>
        new(
            "VgsCalm.VgsCardUpdate",
            [
                ("Number", VaultAlias),
                ("ExpMonth", 1),
                ("ExpYear", 5),
                ("Event", @event),
                ("FailureCode", failure),
                ("Name", LongName),
            ],
            [VaultAlias, "01/05", failure ?? @event, LongName[..30]]
        );

    // Longer than a line: a list goes on in the next one.
    private static string Path(string file) => $"/srv/payments/enrolment/{new string('p', 80)}/{file}";
}
