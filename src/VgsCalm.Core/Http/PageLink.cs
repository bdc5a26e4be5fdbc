using System.Text.Json;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Http;

/// <summary>Where the next page of a list is: in the body, as JSON:API has it, or in a Link header (RFC 8288).</summary>
internal static class PageLink
{
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
        var api = transport.GetAddress(request.Api);
        var address = request.ResolveUnder(api);
        var visited = new HashSet<string>(StringComparer.Ordinal) { address.AbsoluteUri };
        for (var page = request; ; )
        {
            var answer = await transport.SendAsync(page, observer, cancellationToken).ConfigureAwait(false);
            pages.Add(answer);
            if (pages.Count > maxFurther || Next(answer, api, address) is not { } next || !visited.Add(next))
            {
                return pages;
            }

            page = request.ForPage(next);
            address = page.ResolveUnder(api);
        }
    }

    /// <summary>Where the next page is; null on the last one.</summary>
    /// <param name="answer">A page.</param>
    /// <param name="api">The API's address.</param>
    /// <param name="page">The page's own address, which its link may be relative to.</param>
    /// <returns>An address, which the transport checks like any other.</returns>
    public static string? Next(ApiResponse answer, Uri api, Uri page)
    {
        using var json = JsonFields.ParseObject(answer.JsonBody);
        var link = (json is null ? null : NextOf(json.RootElement)) ?? NextOf(answer);
        return link is null ? null : Resolve(link, api, page);
    }

    // A link that begins with a slash is one of the API, as any -Path is, unless it has the path of the API's address already.
    private static string Resolve(string link, Uri api, Uri page)
    {
        var root = api.AbsolutePath.TrimEnd('/');
        var isOfApi = link[0] == '/' && !link.StartsWith("//", StringComparison.Ordinal);
        var path = isOfApi && !link.StartsWith(root + "/", StringComparison.Ordinal) ? root + link : link;
        if (!Uri.TryCreate(page, path, out var next))
        {
            return link;
        }

        // A gateway may have taken https off the link.
        return string.Equals(next.Host, api.Host, StringComparison.OrdinalIgnoreCase) && next.IsDefaultPort
            ? new UriBuilder(next) { Scheme = api.Scheme, Port = api.Port }
                .Uri
                .AbsoluteUri
            : next.AbsoluteUri;
    }

    private static string? NextOf(JsonElement root)
    {
        var links = root.Object("links");
        var next = links?.Text("next") ?? links?.Object("next")?.Text("href");
        return string.IsNullOrWhiteSpace(next) ? null : next;
    }

    private static string? NextOf(ApiResponse answer) =>
        answer.Headers.TryGetValue("Link", out var values) ? LinkHeader.FindNext(string.Join(", ", values)) : null;
}
