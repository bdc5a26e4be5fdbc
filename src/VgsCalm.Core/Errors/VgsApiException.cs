namespace VgsCalm;

/// <summary>Everything that VgsCalm reports as an error. It holds no secret, no token and no card number.</summary>
public class VgsApiException : Exception
{
    internal VgsApiException(VgsErrorId id, string message, string? target = null, Exception? inner = null)
        : base(message, inner)
    {
        Id = id;
        Target = target;
    }

    /// <summary>What went wrong; the first part of the error record's <c>FullyQualifiedErrorId</c>.</summary>
    public VgsErrorId Id { get; }

    /// <summary>What it happened to: a path, an id, a file or the reference of a row.</summary>
    public string? Target { get; internal set; }

    /// <summary>HTTP status of the answer; null where there was none.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The service's own code, such as <c>card-not-found</c> or <c>invalid_client</c>; null where it gave none.</summary>
    public string? Code { get; internal set; }

    /// <summary>Every error of the answer's body, in its order.</summary>
    public VgsErrorDetail[] Errors { get; internal set; } = [];

    /// <summary>The service's identifier of the exchange, to quote to VGS support.</summary>
    public string? TraceId { get; internal set; }

    /// <summary>True when the service has said that it did not carry the request out: a 429, or a 503 with a time to come back.</summary>
    internal bool IsPostponed { get; set; }

    /// <summary>What to do next, in one sentence.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>The same error in other words: everything else that is known of it stays.</summary>
    /// <param name="message">What happened, as the caller sees it.</param>
    /// <param name="action">What to do next; null keeps the advice that was there.</param>
    /// <param name="target">What it happened to; null keeps the target that was there.</param>
    internal VgsApiException Reworded(string message, string? action = null, string? target = null) =>
        new(Id, message, target ?? Target, this)
        {
            StatusCode = StatusCode,
            Code = Code,
            Errors = Errors,
            TraceId = TraceId,
            IsPostponed = IsPostponed,
            RecommendedAction = action ?? RecommendedAction,
        };
}
