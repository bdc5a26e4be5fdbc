using VgsCalm.Http.Addresses;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>One call of an API, as a client or a cmdlet describes it. The transport adds address, token and retries.</summary>
internal sealed class ApiRequest
{
    private readonly string? _target;
    private Uri? _address;

    public ApiRequest(HttpMethod method, VgsApi api, string path)
    {
        Method = method;
        Api = api;
        Path = path;
    }

    public HttpMethod Method { get; }

    public VgsApi Api { get; }

    /// <summary>Path under the API's address, such as <c>/cards/CRD123</c>.</summary>
    public string Path { get; }

    public IEnumerable<KeyValuePair<string, string>>? Query { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>
    /// Whether the body may have a field that is secret by its name (<see cref="SecretNames.IsSecretField"/>), which an
    /// answer may repeat.
    /// </summary>
    public bool BodyMayHaveSecrets { get; init; } = true;

    /// <summary>
    /// A look-up, whatever its method: once more does no harm. Whether it is tried again by itself is a matter of the method alone.
    /// </summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Content type of the body; null takes the API's own.</summary>
    public string? ContentType { get; init; }

    public IEnumerable<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>How patient it is.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>Time limit of one try; null takes the session's.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// What errors name: an id, the reference of a row or, where none was given, the path. Card numbers in it are masked;
    /// an id passes whole.
    /// </summary>
    public string? Target
    {
        get => Redactor.MaskPath(_target ?? Redactor.WithoutQuery(Path));
        init => _target = value;
    }

    /// <summary>Method and path with identifiers shortened, for messages.</summary>
    public string Description => $"{Method} {Redactor.ShortenPath(Path)}";

    /// <summary>Where it goes, under its API's address. It is worked out once.</summary>
    /// <exception cref="VgsApiException">RequestInvalid or ForeignHost: nothing may be sent there.</exception>
    public Uri ResolveUnder(Uri api) => _address ??= RequestAddress.Resolve(api, Path, Query);

    /// <summary>The same request for another page of its list.</summary>
    /// <param name="link">A path, an address, or a query alone.</param>
    public ApiRequest ForPage(string link) =>
        new(Method, Api, link[0] == '?' ? Redactor.WithoutQuery(Path) + link : link)
        {
            Headers = Headers,
            Retry = Retry,
            Timeout = Timeout,
            Target = Target,
            AcceptErrorStatus = AcceptErrorStatus,
        };

    /// <summary>An error status is an answer like any other, not an exception.</summary>
    public bool AcceptErrorStatus { get; init; }
}
