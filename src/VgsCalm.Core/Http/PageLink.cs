using System.Text.Json;
using System.Text.RegularExpressions;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Http;

/// <summary>Where the next page of a list is: in the body, as JSON:API has it, or in a Link header (RFC 8288).</summary>
internal static class PageLink
{
    private static readonly Regex NextLink = new(
        "<(?<address>[^<>]{1,2000})>(?:\\s*;[^,<>]{0,200}?)?;\\s*rel=\"?next\"?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Sends a request and, page by page, those that its answers name; a page that was there already ends it.</summary>
    /// <param name="transport">Sends them.</param>
    /// <param name="request">The first page.</param>
    /// <param name="maxFurther">Further pages at most.</param>
    /// <param name="pages">Gets each page as it comes: those before a failure are not lost.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">A request failed, or a page leaves the API's own host.</exception>
    public static async Task<List<ApiResponse>> SendAsync(
        ApiTransport transport,
        ApiRequest request,
        int maxFurther,
        List<ApiResponse> pages,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var visited = new HashSet<string>(StringComparer.Ordinal);
        for (var page = request; ; )
        {
            var answer = await transport.SendAsync(page, observer, cancellationToken).ConfigureAwait(false);
            pages.Add(answer);
            if (pages.Count > maxFurther || Next(answer) is not { } next || !visited.Add(next))
            {
                return pages;
            }

            page = request.ForPage(next);
        }
    }

    /// <returns>A path or an address, which the transport checks like any other; null on the last page.</returns>
    public static string? Next(ApiResponse answer)
    {
        using var json = JsonFields.ParseObject(answer.Body);
        return (json is null ? null : NextOf(json.RootElement)) ?? NextOf(answer);
    }

    private static string? NextOf(JsonElement root)
    {
        var links = root.Object("links");
        var next = links?.Text("next") ?? links?.Object("next")?.Text("href");
        return string.IsNullOrWhiteSpace(next) ? null : next;
    }

    private static string? NextOf(ApiResponse answer)
    {
        if (!answer.Headers.TryGetValue("Link", out var values))
        {
            return null;
        }

        var match = NextLink.Match(string.Join(", ", values));
        return match.Success ? match.Groups["address"].Value : null;
    }
}
