using VgsCalm.Http.Exchange;

namespace VgsCalm.Accounts;

/// <summary>Finds the account that a rotation replaces, and decides what its successor is to be.</summary>
/// <param name="accounts">The organization's accounts.</param>
/// <param name="sessionArgument">How a command is given the session in use, with a blank before it; empty for the default one.</param>
internal sealed class RotationPlanner(ServiceAccountClient accounts, string sessionArgument)
{
    private const string Others = "-Path and -Config out where the list tells them, or give those of this account.";

    /// <summary>Plans a rotation. Nothing is changed.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="oldClientId">The account to be replaced.</param>
    /// <param name="settings">What the successor is to be; null takes the old account's settings.</param>
    /// <param name="held">What the caller knows of the old account, which may be more than the list tells: the vault above all.</param>
    /// <param name="observer">Hears of the requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">NotFound: there is no such account.</exception>
    /// <exception cref="VgsConfigException">The settings of the old account are not known, or are another account's.</exception>
    public async Task<RotationPlan> RunAsync(
        string organizationId,
        string oldClientId,
        VgsServiceAccountConfig? settings,
        VgsServiceAccountConfig? held,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var commands = new AccountCommands(organizationId, sessionArgument);
        var present = await accounts.ListAsync(organizationId, observer, cancellationToken).ConfigureAwait(false);
        var listed =
            present.FirstOrDefault(account => account.ClientId == oldClientId)
            ?? throw new VgsApiException(
                VgsErrorId.NotFound,
                $"Organization {organizationId} has no service account '{oldClientId}'; nothing was made.",
                oldClientId
            )
            {
                RecommendedAction = $"List them with {commands.List(null)}.",
            };
        var known = held ?? listed.ToConfig();
        if (settings is not null)
        {
            RequireSame(settings, oldClientId, known.VaultId ?? listed.VaultId);
        }

        var config = settings ?? known;
        if (settings is null && !IsWhole(config))
        {
            throw new VgsConfigException(
                $"the list does not tell the settings of '{oldClientId}' (name, scopes and vault are needed); nothing was made.",
                field: nameof(RotationPlan.Config)
            )
            {
                RecommendedAction = "Give them with -Path or -Config.",
            };
        }

        var old = ServiceAccount.FromConfig(IsWhole(known) ? known : config, oldClientId);
        return new RotationPlan(organizationId, old, config, present, commands);
    }

    // A file that was taken for another one makes an account for another vault, or with another team's rights.
    private static void RequireSame(VgsServiceAccountConfig settings, string oldClientId, string? vaultId)
    {
        if (settings.ClientId is { } id && id != oldClientId)
        {
            // Often it is the file of the account's predecessor, and good but for that line.
            throw Refuse(
                $"the configuration is that of '{id}'",
                oldClientId,
                $"Where its settings are meant for '{oldClientId}', give a copy of it without clientId and clientSecret; "
                    + $"otherwise leave {Others}"
            );
        }

        if (settings.VaultId is { } vault && vaultId is not null && vault != vaultId)
        {
            throw Refuse(
                $"the configuration is for the vault '{vault}', and '{oldClientId}' serves '{vaultId}'",
                oldClientId,
                $"Leave {Others}"
            );
        }
    }

    private static VgsConfigException Refuse(string problem, string oldClientId, string advice) =>
        new(
            $"{problem}; '{oldClientId}' is to be replaced by an account of its own settings, so nothing was made.",
            field: nameof(RotationPlan.Config)
        )
        {
            RecommendedAction = advice,
        };

    private static bool IsWhole(VgsServiceAccountConfig settings) =>
        settings is { Name.Length: > 0, VaultId: not null }
        && settings.Scope.Length + settings.OptionalScope.Length > 0;
}
