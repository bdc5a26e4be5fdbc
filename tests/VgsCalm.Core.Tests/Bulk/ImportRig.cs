using VgsCalm.Bulk;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Formats;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>Imports of files of cards, with a scripted service.</summary>
internal static class ImportRig
{
    public static TableFormat Format { get; } = new((stream, path) => CardCsv.Read(stream, path), CsvTable.Write);

    public static ImportFiles Files(string input, string journal) => new(input, journal, null, null, null);

    public static void Write(string input, IEnumerable<CardRow> rows) =>
        File.WriteAllLines(
            input,
            rows.Select(row => $"{row.Name},{row.Number},{row.ExpMonth},{row.ExpYear}").Prepend(Csv.Header)
        );

    /// <param name="options">What to do.</param>
    /// <param name="web">The service.</param>
    /// <param name="clock">The import's own; null: that of the service, which its pauses move.</param>
    public static CardImport Open(CardImportOptions options, TransportRig web, FakeClock? clock = null) =>
        CardImport.Open(options, new CardClient(web.Transport, web.Clock), () => 0, clock ?? web.Clock);

    /// <summary>Imports a file from beginning to end, one row after the other.</summary>
    public static async Task<CardImportEnd> RunAsync(
        ImportFiles files,
        TransportRig web,
        EnrolmentOptions? options = null,
        bool allowsNewJournal = false,
        string? vault = null,
        FakeClock? clock = null
    )
    {
        var enrolment = (options ?? new EnrolmentOptions()) with { ThrottleLimit = 1 };
        using var import = Open(
            new CardImportOptions(files, Format, JournalRig.Place(vault: vault))
            {
                Enrolment = enrolment,
                AllowsNewJournal = allowsNewJournal,
            },
            web,
            clock
        );
        await import.EnrolFileAsync(web.Observer, CancellationToken.None).Soon();
        return await import.CompleteAsync(web.Observer, CancellationToken.None).Soon();
    }
}
