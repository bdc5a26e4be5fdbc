using System.Diagnostics;
using VgsCalm.Emulator.Accounts;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.CardAttributes;
using VgsCalm.Emulator.Cmp;
using VgsCalm.Emulator.Control;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Emulator.Http;

/// <summary>Where every request comes in: host check, log, faults, latency, rate limit, and then the API that its path names.</summary>
internal sealed class RequestPipeline(EmulatorState state)
{
    private readonly FaultPlayer _faultPlayer = new(state);

    public async Task HandleAsync(HttpContext http)
    {
        var exchange = new Exchange(http, state, Guid.NewGuid().ToString("N"));
        if (!LoopbackHost.IsNamedBy(http.Request))
        {
            await AnswerWriter.WriteAsync(
                exchange,
                Answer.Text(
                    StatusCodes.Status421MisdirectedRequest,
                    "This is an emulator on 127.0.0.1 and answers to no other name.\n",
                    "text/plain"
                )
            );
            return;
        }

        if (exchange.Segments is ["_emulator", ..])
        {
            await AnswerWriter.WriteAsync(exchange, await ControlApi.HandleAsync(exchange));
            return;
        }

        await ServeAsync(exchange);
    }

    private async Task ServeAsync(Exchange exchange)
    {
        var http = exchange.Http;
        var started = Stopwatch.GetTimestamp();
        var entry = state.Requests.Begin(http.Request, exchange.Path);
        if (RealmApi.IsTokenRequest(exchange))
        {
            state.Tokens.CountRequest();
        }

        try
        {
            if (state.Options.Latency is var latency and > 0)
            {
                await Task.Delay(latency, http.RequestAborted);
            }

            if (state.Faults.Take(exchange.Method, exchange.Path) is { } fault)
            {
                await _faultPlayer.PlayAsync(
                    fault,
                    exchange,
                    () => CarryOutAsync(exchange),
                    LogAnswer,
                    done => entry.CarriedOut(done.CardId)
                );
                return;
            }

            var answer = await CarryOutAsync(exchange);
            LogAnswer(answer);
            await AnswerWriter.WriteAsync(exchange, answer);
        }
        catch (Exception gone)
            when (gone is OperationCanceledException or (IOException and not BadHttpRequestException))
        {
            // The client went away, or the emulator stops: an answer would reach no client.
            http.Abort();
        }
        catch (InvalidOperationException) when (!http.Response.HasStarted)
        {
            // Half a surrogate pair in a JSON string does this: the parser takes it, and no string can hold it.
            var answer = ApiErrors.Make(
                exchange,
                StatusCodes.Status400BadRequest,
                "invalid-payload",
                "The request holds text that can't be read."
            );
            LogAnswer(answer);
            await AnswerWriter.WriteAsync(exchange, answer);
        }
        finally
        {
            state.Requests.End(entry, exchange.ClientId, Stopwatch.GetElapsedTime(started));
        }

        // Logged before the first byte goes out, so that a client that has its answer finds it in the log.
        void LogAnswer(Answer answer) =>
            state.Requests.Answer(entry, answer, exchange.ClientId, Stopwatch.GetElapsedTime(started));
    }

    private async ValueTask<Answer> CarryOutAsync(Exchange exchange)
    {
        if (exchange.Segments is ["auth", "realms", "vgs", ..])
        {
            return await RealmApi.HandleAsync(exchange);
        }

        if (state.RateLimiter.Acquire() is { } wait)
        {
            return RateLimitRefusal.Make(exchange, wait);
        }

        return exchange.Segments switch
        {
            ["calm", ..] => await CalmApi.HandleAsync(exchange),
            ["cmp", ..] => await CmpApi.HandleAsync(exchange),
            ["accounts", ..] => await AccountsApi.HandleAsync(exchange),
            ["card-attributes", ..] => await CardAttributesApi.HandleAsync(exchange),
            _ => Answer.Empty(StatusCodes.Status404NotFound),
        };
    }
}
