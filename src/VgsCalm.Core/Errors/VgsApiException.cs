using System.Diagnostics.CodeAnalysis;
using VgsCalm.Redaction;

namespace VgsCalm;

/// <summary>Everything that VgsCalm reports as an error. It holds no secret, no token and no card number.</summary>
public class VgsApiException : Exception
{
    private string? _recommendedAction;

    internal VgsApiException(VgsErrorId id, string message, string? target = null, Exception? inner = null)
        : base(Printable(message), PrintableCause(inner))
    {
        Id = id;
        Target = WithoutTokens(target);
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

    /// <summary>The headers of the answer, as they came; null where no answer to the request is the cause.</summary>
    internal IReadOnlyDictionary<string, string[]>? AnswerHeaders { get; set; }

    /// <summary>
    /// True when the request may have been carried out although it failed, so that sending it again may do its work twice.
    /// </summary>
    internal bool MayHaveActed { get; set; }

    /// <summary>True when no token could be had for a reason that may be over soon, and the same request may be made again.</summary>
    internal bool MayPass { get; set; }

    /// <summary>What to do next, in one sentence.</summary>
    public string? RecommendedAction
    {
        get => _recommendedAction;
        internal set => _recommendedAction = Printable(value);
    }

    /// <summary>The same error in other words; all that it knows stays, and it becomes the cause.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="action">What to do next; null keeps the present advice.</param>
    /// <param name="target">What it happened to; null keeps the present target.</param>
    internal VgsApiException Reworded(string message, string? action = null, string? target = null) =>
        new(Id, message, target ?? Target, this)
        {
            StatusCode = StatusCode,
            Code = Code,
            Errors = Errors,
            TraceId = TraceId,
            AnswerHeaders = AnswerHeaders,
            IsPostponed = IsPostponed,
            MayHaveActed = MayHaveActed,
            MayPass = MayPass,
            RecommendedAction = action ?? RecommendedAction,
        };

    /// <summary>A text without tokens: a person may give one where an id or a name is meant. No id has the form of one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? WithoutTokens(string? text) => text is null ? null : WebTokenText.Redact(text);

    // The system's error of a file has the path in its message, and this message quotes it.
    private static Exception? PrintableCause(Exception? inner) =>
        inner is IOException or UnauthorizedAccessException && !TerminalText.IsClean(inner) ? null : inner;

    // A name or a path of the caller's may have anything in it, and a message is a line of a log.
    [return: NotNullIfNotNull(nameof(text))]
    private static string? Printable(string? text) => text is null ? null : WithoutTokens(TerminalText.Clean(text));
}
