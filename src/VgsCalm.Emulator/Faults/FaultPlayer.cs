using System.Globalization;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Faults;

/// <summary>Plays one fault on one request.</summary>
internal sealed class FaultPlayer(EmulatorState state)
{
    private const string OtherShape = """{"unexpected":["another","shape"],"data":"text where an object was"}""";

    /// <param name="fault">What goes wrong.</param>
    /// <param name="exchange">The request it hits.</param>
    /// <param name="carryOut">Does what was asked and gives the true answer.</param>
    /// <param name="logAnswer">Called with the answer before it is sent, and only when one is.</param>
    /// <param name="logCarriedOut">Called with the true answer when it was made but another or none is sent.</param>
    public async Task PlayAsync(
        Fault fault,
        Exchange exchange,
        Func<ValueTask<Answer>> carryOut,
        Action<Answer> logAnswer,
        Action<Answer> logCarriedOut
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(exchange.Http.RequestAborted, state.Stopping);
        if (fault.Delay > 0)
        {
            await Task.Delay(fault.Delay, end.Token);
        }

        Answer? truth = null;
        if (fault.CarryOut ?? CarriesOut(fault.Kind))
        {
            truth = await carryOut();
            logCarriedOut(truth);
        }

        if (fault.Kind is FaultKind.Hang or FaultKind.HangBefore)
        {
            await Task.Delay(Timeout.Infinite, end.Token);
        }

        if (fault.Kind is FaultKind.ResetBefore or FaultKind.ResetAfter)
        {
            exchange.Http.Abort();
            return;
        }

        var answer = Distort(fault, exchange, truth);
        logAnswer(answer);
        await SendAsync(fault, exchange, answer, end.Token);
    }

    private static bool CarriesOut(FaultKind kind) =>
        kind
            is FaultKind.ResetAfter
                or FaultKind.Hang
                or FaultKind.SlowDrip
                or FaultKind.TruncatedBody
                or FaultKind.WrongJson
                or FaultKind.Oversized;

    private static Answer Distort(Fault fault, Exchange exchange, Answer? truth)
    {
        var status = fault.Status;
        var answer = fault.Kind switch
        {
            FaultKind.Status => fault.Body is null ? Refusal(exchange, status ?? 500) : Text(fault, status ?? 500),
            FaultKind.Html => Answer.Html(status ?? 502),
            FaultKind.Empty => Answer.Empty(status ?? 200),
            FaultKind.RawBody => Text(fault, status ?? 200),
            FaultKind.WrongJson => Answer.Text(
                status ?? truth?.Status ?? 200,
                fault.Body ?? OtherShape,
                fault.ContentType ?? truth?.ContentType ?? Answer.JsonType
            ),
            _ => (truth ?? Refusal(exchange, status ?? 500)) with { Status = status ?? truth?.Status ?? 500 },
        };
        var retryAfter = fault.RetryAfterText ?? fault.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        return retryAfter is null ? answer : answer.With("Retry-After", retryAfter);
    }

    private static Answer Text(Fault fault, int status) =>
        Answer.Text(status, fault.Body ?? "", fault.ContentType ?? Answer.JsonType);

    private static Answer Refusal(Exchange exchange, int status) =>
        status switch
        {
            401 => ApiErrors.Unauthorized(exchange),
            403 => ApiErrors.Forbidden(exchange, "Refused by a fault of the emulator."),
            404 => ApiErrors.NoSuchPath(exchange),
            429 => ApiErrors.Make(exchange, status, "rate-limit-exceeded", "Too many requests."),
            _ => ApiErrors.Make(
                exchange,
                status,
                status < 500 ? "rejected" : "internal-server-error",
                "A fault of the emulator."
            ),
        };

    private static Task SendAsync(Fault fault, Exchange exchange, Answer answer, CancellationToken end) =>
        fault.Kind switch
        {
            FaultKind.SlowDrip => AnswerWriter.DripAsync(
                exchange,
                answer,
                TimeSpan.FromMilliseconds(fault.DripInterval),
                end
            ),
            FaultKind.TruncatedBody => AnswerWriter.TruncateAsync(exchange, answer),
            FaultKind.Oversized => AnswerWriter.OversizeAsync(exchange, answer, fault.OversizeBytes, end),
            _ => AnswerWriter.WriteAsync(exchange, answer),
        };
}
