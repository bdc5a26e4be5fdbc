using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Json;

namespace VgsCalm.Accounts;

/// <summary>Organizations and vaults. Source: VGS's Accounts API as its clients use it; what is missing in an item is null.</summary>
internal sealed class OrganizationClient
{
    private readonly ApiTransport _transport;

    public OrganizationClient(ApiTransport transport) => _transport = transport;

    /// <summary>All organizations of the caller.</summary>
    public Task<IReadOnlyList<VgsOrganization>> ListOrganizationsAsync(
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => ListAsync("/organizations", ReadOrganization, observer, cancellationToken);

    /// <summary>All vaults of all the caller's organizations.</summary>
    public Task<IReadOnlyList<VgsVault>> ListVaultsAsync(
        RequestObserver observer,
        CancellationToken cancellationToken
    ) => ListAsync("/vaults", ReadVault, observer, cancellationToken);

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string path,
        Func<JsonElement, ApiResponse, T?> read,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Accounts, path) { Target = path };
        var noun = path.Trim('/');
        var pages = await PageLink
            .SendAsync(_transport, request, int.MaxValue, [], observer, cancellationToken)
            .ConfigureAwait(false);
        T[] all = [.. pages.SelectMany(page => ReadPage(page, request, noun, read))];
        // What names one more page at its end leads back to one that was read.
        var api = _transport.GetAddress(VgsApi.Accounts);
        return PageLink.Next(pages[pages.Count - 1], api, api) is null
            ? all
            : throw ResponseReader.Unreadable(request, pages[0], $"a list of {noun} whose pages come to an end");
    }

    private static T[] ReadPage<T>(
        ApiResponse page,
        ApiRequest request,
        string noun,
        Func<JsonElement, ApiResponse, T?> read
    )
        where T : class
    {
        using var json = JsonFields.ParseObject(page.JsonBody);
        return
            json is not null && json.RootElement.TryGet("data", out var data) && data.ValueKind == JsonValueKind.Array
            ?
            [
                .. data.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.Object)
                    .Select(item => read(item, page))
                    .OfType<T>(),
            ]
            : throw ResponseReader.Unreadable(request, page, $"a list of {noun}");
    }

    private static VgsOrganization? ReadOrganization(JsonElement item, ApiResponse answer)
    {
        var attributes = item.Object("attributes") ?? item;
        if ((item.Text("id") ?? attributes.Text("identifier")) is not { Length: > 0 } id)
        {
            return null;
        }

        return new VgsOrganization(answer.RedactId(id))
        {
            Name = answer.RedactName(attributes.Text("name")),
            State = answer.Redact(attributes.Text("state")) ?? ActiveState(attributes),
            Permissions = [.. attributes.Texts("permissions").Select(text => answer.Redact(text))],
            CreatedAt = attributes.LocalTime("created_at"),
        };
    }

    private static string? ActiveState(JsonElement attributes) =>
        !attributes.TryGet("active", out var active) ? null
        : active.ValueKind == JsonValueKind.True ? "ACTIVE"
        : active.ValueKind == JsonValueKind.False ? "INACTIVE"
        : null;

    private static VgsVault? ReadVault(JsonElement item, ApiResponse answer)
    {
        var attributes = item.Object("attributes") ?? item;
        if ((attributes.Text("identifier") ?? item.Text("id")) is not { Length: > 0 } id)
        {
            return null;
        }

        var organization =
            item.Object("relationships")?.Object("organization")?.Object("data")?.Text("id")
            ?? attributes.Text("organization_id");
        return new VgsVault(answer.RedactId(id))
        {
            Name = answer.RedactName(attributes.Text("name")),
            Environment = answer.Redact(attributes.Text("environment")),
            Role = answer.Redact(attributes.Text("role")),
            OrganizationId = organization is null ? null : answer.RedactId(organization),
            CreatedAt = attributes.LocalTime("created_at"),
        };
    }
}
