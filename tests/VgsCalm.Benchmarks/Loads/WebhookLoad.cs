using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VgsCalm.Benchmarks.Report;

namespace VgsCalm.Benchmarks.Loads;

/// <summary>ConvertFrom-VgsWebhook: posts as Azure Automation hands them over, through a pipeline on one thread.</summary>
internal sealed class WebhookLoad(HostedEngine engine, Effort effort)
{
    private const double EventsASecondOfACore = 10_000;
    private const string Secret = "benchmark";

    private const string Payload = """
        {"event":"cmp_au_card.updated","details":{"card_id":"CRDLcz5zFuhLzrNSGdwAoEUff","card_last4":"1111","card_first8":"41111111",
        "card_bin":"411111","card_fingerprint":"f00","fingerprint_matches":"true","old_account_number":"4111111111111111",
        "new_account_number":"4111111111112222","old_expiration_date":"1224","new_expiration_date":"1225","reason_code":"updated",
        "reason_text":"The card was updated.","occurred_at":"2025-01-02T03:04:05Z"},"id":"evt_abc","occurrence":1,
        "producer":{"application_name":"account-updater"},"scope":"card","tenant":"tntabc123","timestamp":"2025-01-02T03:04:05.678Z"}
        """;

    public async Task<Section> MeasureAsync()
    {
        const int Count = 20_000;
        var (key, body) = (Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Payload));
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body];
        var digest = HMACSHA256.HashData(key, signed);
        engine.Run(
            "$posts = @([pscustomobject]@{ RequestBody = $body; RequestHeader = @{ 'vgs-signature' = $signature } }) * $count",
            ("body", Payload),
            ("signature", $"t={time},v0={Convert.ToHexStringLower(digest)}"),
            ("secret", new NetworkCredential("", Secret).SecurePassword),
            ("count", Count)
        );
        var standings = await Race.RunAsync(
            Count,
            effort.Rounds,
            Contender.Create(
                "HMAC-SHA256, compared, and JsonDocument: no command",
                () => CheckAll(key, signed, body, digest, Count)
            ),
            Contender.Create(
                "`$posts \\| ConvertFrom-VgsWebhook`",
                () =>
                    engine.RunCounting(
                        "@($posts | ConvertFrom-VgsWebhook -Secret $secret -ToleranceSec 86400).Count",
                        Count
                    )
            ),
            Contender.Create(
                "a loop of `ConvertFrom-VgsWebhook`",
                () =>
                    engine.RunCounting(
                        "@(foreach ($post in $posts) { ConvertFrom-VgsWebhook $post -Secret $secret -ToleranceSec 86400 }).Count",
                        Count
                    )
            )
        );
        var lines = standings[1..]
            .Select(command =>
            {
                var perCore = 1_000_000 / command.CpuMicroseconds;
                return new Line(
                    $"{command.Name}, an event of {body.Length} bytes",
                    $"≥ {Text.Count(EventsASecondOfACore)} events/s a core",
                    $"{Text.Count(perCore)} events/s a core ({Text.Count(command.PerSecond)} events/s)",
                    $"no command {Text.Count(standings[0].PerSecond)} events/s",
                    perCore >= EventsASecondOfACore
                );
            });
        return new Section(
            "Webhooks",
            [.. lines],
            $"{Count} signed posts a turn, verified and read, on one thread:\n\n{Text.Table("event", standings)}"
        );
    }

    private static void CheckAll(byte[] key, byte[] signed, byte[] body, byte[] digest, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var json = JsonDocument.Parse(body);
            if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, signed), digest))
            {
                throw new InvalidOperationException("The signature is another.");
            }
        }
    }
}
