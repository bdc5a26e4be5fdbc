using System.Net.Http.Headers;
using VgsCalm.Http.Addresses;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>Any call of any API, as a caller describes it. Nothing of it has been checked.</summary>
/// <param name="Method">The HTTP method's name, in any case.</param>
/// <param name="Api">The API that the path belongs to.</param>
/// <param name="Path">Path under the API's address, such as <c>/cards/CRD123</c>.</param>
internal sealed record CallerRequest(string Method, VgsApi Api, string Path)
{
    public byte[]? Body { get; init; }

    /// <summary>Content type of the body; null takes the API's own.</summary>
    public string? ContentType { get; init; }

    public IEnumerable<KeyValuePair<string, string>>? Query { get; init; }

    public IEnumerable<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>Further tries after the first.</summary>
    public int MaximumRetries { get; init; } = RetryPolicy.DefaultRetries;

    /// <summary>Seconds between tries; 0: growing pauses.</summary>
    public int RetryIntervalSec { get; init; }

    /// <summary>Seconds that one try may take; 0: without limit; null: the session's limit.</summary>
    public int? TimeoutSec { get; init; }

    /// <summary>An error status is an answer like any other.</summary>
    public bool AcceptErrorStatus { get; init; }

    /// <summary>Whether the request only reads, by what its method means (RFC 9110 §9.2.1).</summary>
    public bool IsSafe => Is(HttpMethod.Get) || Is(HttpMethod.Head);

    /// <summary>The API and the path, for questions to the user.</summary>
    public string Target => $"{Api} {Redactor.MaskPath(Path)}";

    /// <summary>The request for the transport.</summary>
    /// <exception cref="VgsApiException">RequestInvalid or ForeignHost: nothing may be sent.</exception>
    public ApiRequest Check(ServiceAddresses addresses)
    {
        if (Body is { Length: > 0 } && IsSafe)
        {
            throw Invalid(
                $"{Method.ToUpperInvariant()} has no body",
                ShownPath,
                "Give -Method Post, Put or Patch; for a query use -Query."
            );
        }

        if (string.IsNullOrWhiteSpace(Path) || HasEmptySegment)
        {
            throw Invalid(
                "The path is blank, or has nothing between two of its slashes",
                ShownPath,
                "A variable in it may be empty: see that the id is there that the path should have."
            );
        }

        if (ContentType is not null && !MediaTypeHeaderValue.TryParse(ContentType, out _))
        {
            throw Invalid("-ContentType is no media type", nameof(ContentType), "Write it as application/json.");
        }

        var request = new ApiRequest(new HttpMethod(Method.ToUpperInvariant()), Api, Path)
        {
            // Of a read it is the empty cell of a file.
            Body = IsSafe ? null : Body,
            ContentType = ContentType,
            Query = Query,
            Headers = Headers,
            Timeout = TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Retry = new RetryPolicy
            {
                MaximumRetries = MaximumRetries,
                RetryInterval = RetryIntervalSec == 0 ? null : TimeSpan.FromSeconds(RetryIntervalSec),
                MaxWait = TimeoutSec is { } limit and > 0 ? TimeSpan.FromSeconds(limit) : null,
            },
            AcceptErrorStatus = AcceptErrorStatus,
        };
        _ = request.ResolveUnder(addresses.Get(Api));
        return request;
    }

    // Those at the beginning and after a scheme are of an address, which is foreign or the API's own.
    private bool HasEmptySegment =>
        Redactor.WithoutQuery(Path).LastIndexOf("//", StringComparison.Ordinal) is > 0 and var at
        && Path[at - 1] != ':';

    private string ShownPath => Redactor.MaskPath(Redactor.WithoutQuery(Path));

    private static VgsApiException Invalid(string what, string target, string advice) =>
        new(VgsErrorId.RequestInvalid, $"{what}; nothing was sent.", target) { RecommendedAction = advice };

    private bool Is(HttpMethod method) => string.Equals(Method, method.Method, StringComparison.OrdinalIgnoreCase);
}
