namespace VgsCalm.Tests.Screen;

/// <summary>What an import plans, and how it ends.</summary>
internal static class ImportViewCases
{
    public static readonly ViewCase[] All =
    [
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

    // Longer than a line: a list goes on in the next one.
    private static string Path(string file) => $"/srv/payments/enrolment/{new string('p', 80)}/{file}";
}
