using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using VgsCalm.Benchmarks.Rivals;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Benchmarks.Small;

/// <summary>What is done for every card, piece by piece.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class CardBenchmarks
{
    private static readonly Uri Calm = new("https://calm.sandbox.verygoodsecurity.app");
    private static readonly CardRequest Request = new("Jane Doe", "4111111111111111", 11, 30);
    private static readonly CardDetails Card = CardDetails.Create(
        "Jane Doe",
        "4111111111111111",
        "11",
        "30",
        "order-1"
    );
    private static readonly ApiRequest Get = new(HttpMethod.Get, VgsApi.Calm, "/cards/CRDLcz5zFuhLzrNSGdwAoEUff");

    private static readonly byte[] Answer =
        """
        {"data":{"id":"CRDLcz5zFuhLzrNSGdwAoEUff","state":"enrolling","event":null,"failure_code":null,"name":"Jane Doe",
        "number":"4111111111111111","exp_month":11,"exp_year":30,"capabilities":["ACCOUNT_UPDATER"],
        "created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z"}}
        """u8.ToArray();

    private static readonly EnrolmentRecord Record = new CardRow
    {
        Name = "Jane Doe",
        Number = "4111111111111111",
        ExpMonth = "11",
        ExpYear = "30",
        Reference = "order-1",
    }.Describe(1) with
    {
        State = EnrolmentState.Enrolling,
        Id = "CRDLcz5zFuhLzrNSGdwAoEUff",
    };

    private DirectoryInfo _folder = null!;
    private EnrolmentJournal _journal = null!;

    [GlobalSetup]
    public void OpenJournal()
    {
        _folder = Directory.CreateTempSubdirectory("vgscalm-benchmarks-");
        _journal = EnrolmentJournal.Open(
            Path.Combine(_folder.FullName, "journal.jsonl"),
            JournalPlace.Create(VgsEnvironment.Sandbox, Calm, vault: null, clientId: "AC1-calm-x"),
            Clock.System
        );
    }

    [GlobalCleanup]
    public void CloseJournal()
    {
        _journal.Dispose();
        _folder.Delete(recursive: true);
    }

    [BenchmarkCategory("JSON of a card"), Benchmark(Baseline = true, Description = "generated serializer")]
    public byte[] WriteByRival() => JsonSerializer.SerializeToUtf8Bytes(Request, RivalJson.Default.CardRequest);

    [BenchmarkCategory("JSON of a card"), Benchmark(Description = "CardJson.Write")]
    public byte[] Write() => CardJson.Write(Card);

    [BenchmarkCategory("an answer read"), Benchmark(Baseline = true, Description = "generated serializer, 3 fields")]
    public object? ReadByRival() => JsonSerializer.Deserialize(Answer, RivalJson.Default.CardAnswer);

    [BenchmarkCategory("an answer read"), Benchmark(Description = "CardJson.Read, 10 fields, leniently")]
    public object Read() => CardJson.Read(Get, new ApiResponse(200, Answer, Redactor.MaskSensitive), "order-1");

    [BenchmarkCategory("a card checked"), Benchmark(Description = "CardDetails.Create")]
    public object Check() => CardDetails.Create("Jane Doe", "4111111111111111", "11", "30", "order-1");

    [BenchmarkCategory("an address"), Benchmark(Description = "RequestAddress.Resolve")]
    public Uri Address() => RequestAddress.Resolve(Calm, "/cards");

    [
        BenchmarkCategory("a line of the journal"),
        Benchmark(Description = "EnrolmentJournal.Append, written to the system")
    ]
    public void Append() => _journal.Append(Record);
}
