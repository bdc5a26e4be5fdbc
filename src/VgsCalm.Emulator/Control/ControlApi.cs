using System.Text.Json;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Cmp;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Control;

/// <summary>
/// /_emulator: what other processes (Pester, shell scripts) ask and tell the emulator. No secret and no card number
/// leaves here.
/// </summary>
internal static class ControlApi
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        try
        {
            return await RouteAsync(exchange, $"{exchange.Method} {string.Join('/', exchange.Segments.Skip(1))}");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Answer.Text(400, wrong.Message + "\n", "text/plain; charset=utf-8");
        }
    }

    private static async ValueTask<Answer> RouteAsync(Exchange exchange, string call)
    {
        var world = exchange.World;
        switch (call)
        {
            case "GET requests":
                return ControlJson.Answer(world.Requests.Snapshot());
            case "DELETE requests":
                world.Requests.Clear();
                return Answer.Empty(204);
            case "GET cards":
                return ControlJson.Answer(Cards(world));
            case "GET options":
                return ControlJson.Answer(KnobSettings.From(world.Options));
            case "PUT options":
                (await ReadAsync<KnobSettings>(exchange)).ApplyTo(world.Options);
                return ControlJson.Answer(KnobSettings.From(world.Options));
            case "GET faults":
                return ControlJson.Answer(world.Faults.Snapshot());
            case "POST faults":
                world.Faults.Add(await ReadAsync<Fault>(exchange));
                return Answer.Empty(204);
            case "DELETE faults":
                world.Faults.Clear();
                return Answer.Empty(204);
            case "POST revoke-tokens":
                world.Tokens.RevokeAll();
                return Answer.Empty(204);
            case "GET state":
                return ControlJson.Answer(State(world));
            default:
                return Answer.Text(404, $"No such call: {call}\n", "text/plain; charset=utf-8");
        }
    }

    private static async ValueTask<T> ReadAsync<T>(Exchange exchange)
        where T : class
    {
        var body = await exchange.ReadBodyAsync() ?? throw new JsonException("The body is too large.");
        return JsonSerializer.Deserialize<T>(body.Span, ControlJson.Options)
            ?? throw new JsonException("The body must be a JSON object.");
    }

    private static object Cards(World world)
    {
        var cards = world.Cards.All;
        return new
        {
            count = cards.Length,
            cards = cards.Select(card => new
            {
                card.Id,
                bin = CardNumber.Bin(card.Number),
                last4 = card.Number[^4..],
                card.State,
                card.Event,
                card.FailureCode,
                card.CreatedAt,
            }),
        };
    }

    private static object State(World world) =>
        new
        {
            cards = world.Cards.Count,
            cmpCards = world.CmpCards.Count,
            merchants = world.Merchants.Ids,
            serviceAccounts = world.Accounts.All.Select(account => new
            {
                account.ClientId,
                account.OrganizationId,
                account.Name,
                account.VaultId,
            }),
            tokenRequests = world.Tokens.Requests,
            tokensIssued = world.Tokens.Count,
            requests = world.Requests.Count(),
            maxConcurrent = world.Requests.MaxConcurrent,
        };
}
