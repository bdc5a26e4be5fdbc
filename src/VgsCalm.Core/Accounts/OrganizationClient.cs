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
    ) => ListAsync("/organizations", query: null, "organizations", ReadOrganization, observer, cancellationToken);

    /// <summary>All vaults of all the caller's organizations; with an id, the one of it or none.</summary>
    public Task<IReadOnlyList<VgsVault>> ListVaultsAsync(
        string? vaultId,
        RequestObserver observer,
        CancellationToken cancellationToken
    ) =>
        ListAsync(
            "/vaults",
            vaultId is null ? null : [new("filter[vaults][identifier]", vaultId)],
            "vaults",
            ReadVault,
            observer,
            cancellationToken
        );

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string path,
        KeyValuePair<string, string>[]? query,
        string noun,
        Func<JsonElement, ApiResponse, T?> read,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var all = new List<T>();
        var api = _transport.GetAddress(VgsApi.Accounts);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Accounts, path) { Query = query, Target = path };
        while (true)
        {
            var address = request.ResolveUnder(api);
            seen.Add(address.AbsoluteUri);
            var answer = await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
            using var json = JsonFields.ParseObject(answer.JsonBody);
            if (json is null || !json.RootElement.TryGet("data", out var data) || data.ValueKind != JsonValueKind.Array)
            {
                throw ResponseReader.Unreadable(request, answer, $"a list of {noun}");
            }

            all.AddRange(
                data.EnumerateArray()
                    .Where(item => item.ValueKind == JsonValueKind.Object)
                    .Select(item => read(item, answer))
                    .OfType<T>()
            );
            if (PageLink.Next(answer, api, address) is not { } next)
            {
                return all;
            }

            // A list that leads back to itself has no end.
            if (seen.Contains(next))
            {
                throw ResponseReader.Unreadable(request, answer, $"a list of {noun} whose pages come to an end");
            }

            request = request.ForPage(next);
        }
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
