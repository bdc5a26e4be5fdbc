using System.Globalization;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Http;

namespace VgsCalm.Core.Tests.Bulk;

/// <summary>An enrolment with a scripted service and a journal; each run is one of a process.</summary>
internal sealed class EnrolmentRig(FakeClock? clock = null) : IDisposable
{
    public JournalRig Journal { get; } = new();

    public TransportRig Web { get; } = new(clock);

    public int Sent => Web.Service.Sent.Length;

    public static CardRow Row(int row, string? number = null) =>
        new()
        {
            Name = $"Card {row}",
            Number = number ?? string.Create(CultureInfo.InvariantCulture, $"541515000000{row:0000}"),
            ExpMonth = "11",
            ExpYear = "29",
        };

    public static IEnumerable<CardRow> Rows(int count) => Enumerable.Range(1, count).Select(row => Row(row));

    public EnrolmentRig Answers(int count, string state = "enrolled")
    {
        for (var card = 1; card <= count; card++)
        {
            Web.Service.Answer(202, Card(card, state));
        }

        return this;
    }

    public static string Card(int card, string state) => $$$"""{"data":{"id":"CRD{{{card}}}","state":"{{{state}}}"}}""";

    /// <summary>A run from beginning to end, one row after the other.</summary>
    public Task<EnrolmentCounts> Run(IEnumerable<CardRow> rows, bool retryUnknown = false) =>
        RunOn(Journal.Open(), rows, retryUnknown);

    public async Task<EnrolmentCounts> RunOn(
        EnrolmentJournal journal,
        IEnumerable<CardRow> rows,
        bool retryUnknown = false
    )
    {
        using (journal)
        using (var enrolment = Enrolment(journal, retryUnknown))
        {
            try
            {
                foreach (var row in rows)
                {
                    await enrolment.AddAsync(row, Web.Observer, CancellationToken.None).Soon();
                }

                await enrolment.CompleteAsync(CancellationToken.None).Soon();
                return enrolment.Counts;
            }
            finally
            {
                await enrolment.StopAsync(TimeSpan.FromSeconds(30)).Soon();
            }
        }
    }

    public CardEnrolment Enrolment(EnrolmentJournal journal, bool retryUnknown = false, int throttleLimit = 1) =>
        new(
            new CardClient(Web.Transport, Web.Clock),
            journal,
            new EnrolmentOptions { ThrottleLimit = throttleLimit, RetryUnknown = retryUnknown },
            Web.Clock
        );

    /// <summary>Where each row stands, as another process would find it.</summary>
    public EnrolmentState[] States()
    {
        using var journal = Journal.Open();
        return [.. Enumerable.Range(1, (int)journal.LastRow).Select(row => journal.StateOf(row))];
    }

    public void Dispose()
    {
        Web.Dispose();
        Journal.Dispose();
    }
}
