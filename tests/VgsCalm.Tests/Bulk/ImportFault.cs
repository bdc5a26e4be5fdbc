using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Bulk;

/// <summary>Something that goes wrong in the middle of an import, and what has to come of it.</summary>
/// <param name="Fault">What the emulator does to some of the requests.</param>
/// <param name="Unknown">How many rows lose their answer by it, when they do not stop the import.</param>
/// <param name="Error">Id of the error that stops the import; null where it goes on.</param>
/// <param name="SaysNotCarriedOut">Whether the service says of these answers that nothing was done, so that the rows are
/// sent again.</param>
/// <param name="IsStopped">Whether the import waits for as long as it is left to: Ctrl+C ends it once it waits. That it gives up by
/// itself after some minutes is shown on Core's clock.</param>
internal sealed record ImportFault(
    Fault Fault,
    int Unknown = 0,
    string? Error = null,
    bool SaysNotCarriedOut = false,
    bool IsStopped = false
)
{
    private const string Edge = "<html><body>An edge speaks</body></html>";

    /// <summary>By what happens; each begins at the sixth enrolment.</summary>
    public static IReadOnlyDictionary<string, ImportFault> All { get; } =
        new Dictionary<string, ImportFault>(StringComparer.Ordinal)
        {
            ["the connection breaks before the request is carried out"] = new(
                Some(FaultKind.ResetBefore, 3),
                Unknown: 3
            ),
            ["the connection breaks after the request was carried out"] = new(
                Some(FaultKind.ResetAfter, 3),
                Unknown: 3
            ),
            ["the service hangs before it acts"] = new(Some(FaultKind.HangBefore, 2), Unknown: 2),
            ["the service acts and hangs"] = new(Some(FaultKind.Hang, 2), Unknown: 2),
            ["half of the answer arrives"] = new(Some(FaultKind.TruncatedBody, 3), Unknown: 3),
            ["the answer drips"] = new(Some(FaultKind.SlowDrip, 2)),
            ["the answer never ends"] = new(Some(FaultKind.Oversized, 1), Unknown: 1),
            ["the answer is JSON of another shape"] = new(Some(FaultKind.WrongJson, 3), Unknown: 3),
            ["the answer is empty"] = new(Some(FaultKind.Empty, 3), Unknown: 3),
            ["HTML with 200"] = new(Some(FaultKind.Html, 3, 200), Unknown: 3),
            ["HTML with 500"] = new(Some(FaultKind.Html, 3, 500), Unknown: 3),
            ["HTML with 502"] = new(Some(FaultKind.Html, 3, 502), Unknown: 3),
            ["HTML with 503"] = new(Some(FaultKind.Html, 3, 503), Unknown: 3),
            ["HTML with 504"] = new(Some(FaultKind.Html, 3, 504), Unknown: 3),
            ["500"] = new(Some(FaultKind.Status, 3, 500), Unknown: 3),
            ["502"] = new(Some(FaultKind.Status, 3, 502), Unknown: 3),
            ["503 without a time to come back"] = new(Some(FaultKind.Status, 3, 503), Unknown: 3),
            ["408"] = new(Some(FaultKind.Status, 3, 408), Unknown: 3),
            ["503 with a time to come back"] = new(
                Some(FaultKind.Status, 10, 503, retryAfter: 0),
                SaysNotCarriedOut: true
            ),
            ["a storm of 429 with a time to come back"] = new(
                Some(FaultKind.Status, 10, 429, retryAfter: 0),
                SaysNotCarriedOut: true
            ),
            ["429 without a time to come back"] = new(Some(FaultKind.Status, 3, 429), SaysNotCarriedOut: true),
            ["one 401"] = new(Some(FaultKind.Status, 1, 401), SaysNotCarriedOut: true),
            ["429 without an end"] = new(
                Some(FaultKind.Status, -1, 429, retryAfter: 0),
                SaysNotCarriedOut: true,
                IsStopped: true
            ),
            ["503 with a time to come back, without an end"] = new(
                Some(FaultKind.Status, -1, 503, retryAfter: 0),
                SaysNotCarriedOut: true,
                IsStopped: true
            ),
            ["a service that wants five minutes of rest"] = new(
                Some(FaultKind.Status, -1, 503, retryAfter: 300),
                Error: "ServiceError",
                SaysNotCarriedOut: true
            ),
            ["401 without an end"] = new(
                Some(FaultKind.Status, -1, 401),
                Error: "Unauthorized",
                SaysNotCarriedOut: true
            ),
            ["403"] = new(Some(FaultKind.Status, -1, 403), Error: "Forbidden", SaysNotCarriedOut: true),
            ["HTML with 403"] = new(Some(FaultKind.Html, -1, 403), Error: "Forbidden", SaysNotCarriedOut: true),
            ["HTML with 400"] = new(Some(FaultKind.Html, -1, 400), Error: "RequestInvalid", SaysNotCarriedOut: true),
            ["a redirect"] = new(Some(FaultKind.Html, -1, 302), Error: "ResponseInvalid", SaysNotCarriedOut: true),
            ["every answer is lost"] = new(Some(FaultKind.ResetAfter, -1), Error: "OutcomeUnknown"),
            ["500 without an end"] = new(Some(FaultKind.Status, -1, 500), Error: "OutcomeUnknown"),
        };

    private static Fault Some(FaultKind kind, int times, int? status = null, int? retryAfter = null) =>
        new()
        {
            Kind = kind,
            PathPrefix = "/calm/cards",
            Method = "POST",
            After = 5,
            Times = times,
            Status = status,
            RetryAfter = retryAfter,
            ContentType = "text/html",
            Body = kind is FaultKind.Html ? Edge : null,
            DripInterval = 1,
        };
}
