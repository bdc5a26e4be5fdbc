using System.Text.Json;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Http;
using VgsCalm.Emulator.Webhooks;

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
            return exchange.Segments is [_, "webhooks", ..]
                ? await WebhookControl.HandleAsync(exchange, exchange.State.Options.Webhooks, exchange.State.Webhooks)
                : await RouteAsync(exchange, $"{exchange.Method} {string.Join('/', exchange.Segments.Skip(1))}");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Answer.Text(400, wrong.Message + "\n", "text/plain; charset=utf-8");
        }
    }

    private static async ValueTask<Answer> RouteAsync(Exchange exchange, string call)
    {
        var state = exchange.State;
        switch (call)
        {
            case "GET requests":
                return ControlJson.Answer(state.Requests.Snapshot());
            case "DELETE requests":
                state.Requests.Clear();
                return Answer.Empty(204);
            case "GET cards":
                return ControlJson.Answer(Cards(state));
            case "GET options":
                return ControlJson.Answer(KnobSettings.From(state.Options));
            case "PUT options":
                (await ControlJson.ReadAsync<KnobSettings>(exchange)).ApplyTo(state.Options);
                return ControlJson.Answer(KnobSettings.From(state.Options));
            case "GET faults":
                return ControlJson.Answer(state.Faults.Snapshot());
            case "POST faults":
                state.Faults.Add(await ControlJson.ReadAsync<Fault>(exchange));
                return Answer.Empty(204);
            case "DELETE faults":
                state.Faults.Clear();
                return Answer.Empty(204);
            case "POST revoke-tokens":
                state.Tokens.RevokeAll();
                return Answer.Empty(204);
            case "POST end-sign-ins":
                state.SignIns.EndAll();
                return Answer.Empty(204);
            case "GET state":
                return ControlJson.Answer(State(state));
            default:
                return Answer.Text(404, $"No such call: {call}\n", "text/plain; charset=utf-8");
        }
    }

    private static object Cards(EmulatorState state)
    {
        var cards = state.Cards.All;
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

    private static object State(EmulatorState state) =>
        new
        {
            cards = state.Cards.Count,
            cmpCards = state.CmpCards.Count,
            merchants = state.Merchants.Ids,
            serviceAccounts = state.Accounts.All.Select(account => new
            {
                account.ClientId,
                account.OrganizationId,
                account.Name,
                account.VaultId,
            }),
            signedIn = state.SignIns.OpenSessions,
            tokenRequests = state.Tokens.Requests,
            tokensIssued = state.Tokens.Count,
            requests = state.Requests.Count(),
            maxConcurrent = state.Requests.MaxConcurrent,
        };
}
