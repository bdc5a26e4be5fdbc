using System.Net;
using System.Text;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Rivals;
using VgsCalm.Benchmarks.Stub;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>HTTP/1.1 against HTTP/2, both over TLS, by the bare client: which one the module should ask for.</summary>
internal sealed class HttpVersionLoad(StubProcess stub, Effort effort)
{
    public async Task<Section> MeasureAsync()
    {
        var text = new StringBuilder(
            "Over TLS on the loopback, by the bare client; the ratio is HTTP/2's speed in parts of that of "
                + "HTTP/1.1.\n\n| load | HTTP/1.1 | HTTP/2 | ratio | CPU µs a card, 1.1 and 2 |\n|---|---:|---:|---:|---:|\n"
        );
        foreach (var (latency, inFlight, usual) in new[] { (20, 16, 1200), (20, 64, 4000), (0, 64, 20_000) })
        {
            var cards = TestCard.Some(effort.ScaleCount(usual));
            var calm = new Uri(stub.Https, $"/latency/{latency}");
            using var one = new BareClient(calm, HttpVersion.Version11, stub.Certificate);
            using var two = new BareClient(calm, HttpVersion.Version20, stub.Certificate);
            var standings = await Race.RunAsync(
                cards.Length,
                effort.Rounds,
                new Contender("HTTP/1.1", () => one.EnrolAsync(cards, inFlight)),
                new Contender("HTTP/2", () => two.EnrolAsync(cards, inFlight))
            );
            Add(text, $"{latency} ms, {inFlight} in flight", standings);
        }

        const int Fresh = 200;
        var some = TestCard.Some(Fresh);
        Add(
            text,
            $"20 ms, 64 in flight, {Fresh} cards of a new client: connections to be made first",
            await Race.RunAsync(
                Fresh,
                effort.Rounds,
                new Contender("HTTP/1.1", () => FreshAsync(HttpVersion.Version11, some)),
                new Contender("HTTP/2", () => FreshAsync(HttpVersion.Version20, some))
            )
        );
        text.AppendLine()
            .AppendLine("Cards without an answer for each connection that ends while 64 are in flight, 20 ms:")
            .AppendLine()
            .AppendLine("| the connection is | HTTP/1.1 | HTTP/2 |")
            .AppendLine("|---|---:|---:|")
            .AppendLine(
                $"| cut off | {Text.Tenths(await LostAsync(HttpVersion.Version11, "cut"))} | "
                    + $"{Text.Tenths(await LostAsync(HttpVersion.Version20, "cut"))} |"
            )
            .AppendLine(
                $"| closed in good order (GOAWAY) | {Text.Tenths(await LostAsync(HttpVersion.Version11, "close"))} | "
                    + $"{Text.Tenths(await LostAsync(HttpVersion.Version20, "close"))} |"
            );
        return new Section("HTTP/1.1 or HTTP/2", [], text.ToString());
    }

    private async Task<double> LostAsync(Version version, string ending)
    {
        const int Every = 500;
        const int Endings = 8;
        using var client = new BareClient(
            new Uri(stub.Https, $"/latency/20/{ending}/{Every}"),
            version,
            stub.Certificate
        );
        return (double)await client.EnrolLosingAsync(TestCard.Some(Every * Endings), inFlight: 64) / Endings;
    }

    private async Task FreshAsync(Version version, TestCard[] cards)
    {
        using var client = new BareClient(new Uri(stub.Https, "/latency/20"), version, stub.Certificate);
        await client.EnrolAsync(cards, inFlight: 64);
    }

    private static void Add(StringBuilder text, string load, Standing[] standings) =>
        text.AppendLine(
            $"| {load} | {Text.Count(standings[0].PerSecond)} cards/s | {Text.Count(standings[1].PerSecond)} cards/s "
                + $"| {Text.Ratio(standings[1].SpeedOf(standings[0]))} | {Text.Tenths(standings[0].CpuMicroseconds)}, "
                + $"{Text.Tenths(standings[1].CpuMicroseconds)} |"
        );
}
