using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>An organization's service accounts: make, list, revoke. Source: the Accounts API as the VGS CLI uses it.</summary>
internal sealed class ServiceAccountClient
{
    private readonly ApiTransport _transport;

    public ServiceAccountClient(ApiTransport transport) => _transport = transport;

    /// <summary>Hears that an organization's accounts may be others than before, whatever came of the request.</summary>
    public Action<string>? OnChanged { private get; set; }

    /// <summary>
    /// Applies a configuration. Each call makes another account, whatever the name, so a lost answer is
    /// <c>OutcomeUnknown</c>.
    /// </summary>
    public async Task<ServiceAccount> CreateAsync(
        string organizationId,
        VgsServiceAccountConfig config,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(HttpMethod.Post, VgsApi.Accounts, PathOf(organizationId))
        {
            Body = ServiceAccountRequest.Write(config),

            // Names, scopes and annotations: none of it is secret, whatever an annotation is called, and all of it is read back.
            BodyMayHaveSecrets = false,
            Target = config.Name,
        };
        var answer = await ChangeAsync(organizationId, request, observer, cancellationToken).ConfigureAwait(false);
        if (ServiceAccountJson.ReadCreated(answer.JsonBody) is not { ClientSecret: not null } created)
        {
            throw ResponseReader.Unreadable(
                request,
                answer,
                "a service account with its secret",
                "An account may have been made: find out before you send it again."
            );
        }

        var made = Redact(created, answer);

        // The answer need not repeat what was asked for, and the vault must not get lost on the way.
        return made with
        {
            Name = made.Name ?? config.Name,
            Scope = made.Scope.Length + made.OptionalScope.Length > 0 ? made.Scope : config.Scope,
            OptionalScope =
                made.Scope.Length + made.OptionalScope.Length > 0 ? made.OptionalScope : config.OptionalScope,
            VaultId = made.VaultId ?? config.VaultId,
            Vaults = made.Vaults.Length > 0 ? made.Vaults : config.Vaults,
            AccessTokenLifespan = made.AccessTokenLifespan ?? config.AccessTokenLifespan,
            Annotations = made.Annotations.Count > 0 ? made.Annotations : config.Annotations,
        };
    }

    /// <summary>All service accounts of an organization, in one page or in several.</summary>
    public async Task<IReadOnlyList<ServiceAccount>> ListAsync(
        string organizationId,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Accounts, PathOf(organizationId))
        {
            Target = organizationId,
        };
        var pages = await PageLink
            .SendAsync(_transport, request, int.MaxValue, [], observer, cancellationToken)
            .ConfigureAwait(false);
        return [.. pages.SelectMany(page => ReadPage(request, page))];
    }

    /// <summary>Revokes an account. Its tokens end with it.</summary>
    /// <exception cref="VgsApiException">Among others ResponseInvalid: a page answered, and the account may be in force still.</exception>
    public async Task DeleteAsync(
        string organizationId,
        string clientId,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var request = new ApiRequest(
            HttpMethod.Delete,
            VgsApi.Accounts,
            PathOf(organizationId) + "/" + PathSegment.Encode(clientId, "client id")
        )
        {
            Target = clientId,
        };
        var answer = await ChangeAsync(organizationId, request, observer, cancellationToken).ConfigureAwait(false);

        // How the API answers is not published, but a page is not its answer: a gateway's own has status 200, too.
        if (answer.IsPage)
        {
            throw ResponseReader.Unreadable(
                request,
                answer,
                "an answer of the Accounts API",
                "The account may be in force still: check -AccountsUri and what stands before it, look with Get-VgsServiceAccount, and "
                    + "remove it again."
            );
        }
    }

    private async Task<ApiResponse> ChangeAsync(
        string organizationId,
        ApiRequest request,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _transport.SendAsync(request, observer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            OnChanged?.Invoke(organizationId);
        }
    }

    private static IEnumerable<ServiceAccount> ReadPage(ApiRequest request, ApiResponse page)
    {
        var accounts =
            ServiceAccountJson.ReadList(page.JsonBody)
            ?? throw ResponseReader.Unreadable(
                request,
                page,
                "a list of service accounts",
                "Check that -AccountsUri is the Accounts API."
            );
        return accounts.Select(account => Redact(account, page));
    }

    // A successor or a configuration is made of these texts, so nothing in them is masked but what the request carried.
    private static ServiceAccount Redact(ServiceAccount account, ApiResponse answer) =>
        account with
        {
            ClientId = answer.RedactId(account.ClientId),
            Name = answer.RedactName(account.Name),
            Scope = [.. account.Scope.Select(scope => answer.RedactName(scope))],
            OptionalScope = [.. account.OptionalScope.Select(scope => answer.RedactName(scope))],
            VaultId = answer.RedactName(account.VaultId),
            Vaults = [.. account.Vaults.Select(vault => answer.RedactName(vault))],
            Annotations = account.Annotations.ToDictionary(
                pair => pair.Key,
                pair => RedactLines(pair.Value, answer),
                StringComparer.Ordinal
            ),
        };

    private static string RedactLines(string text, ApiResponse answer) =>
        string.Join("\r\n", text.Split(["\r\n"], StringSplitOptions.None).Select(part => RedactLine(part, answer)));

    private static string RedactLine(string text, ApiResponse answer) =>
        string.Join("\n", text.Split('\n').Select(line => answer.RedactName(line)));

    private static string PathOf(string organizationId) =>
        $"/organizations/{PathSegment.Encode(organizationId, "organization id")}/service-accounts";
}
