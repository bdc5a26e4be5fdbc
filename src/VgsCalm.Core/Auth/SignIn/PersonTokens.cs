using System.Security;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Json;

namespace VgsCalm.Auth.SignIn;

/// <summary>
/// A person's tokens: the first access token as the sign-in brought it, later ones by the refresh token, of which the newest is
/// kept, in memory only.
/// </summary>
internal sealed class PersonTokens : IDisposable
{
    private const int MaxAttempts = 3;

    private readonly RealmClient _realm;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _end = new();
    private SecureString? _refreshToken;
    private AccessToken? _unclaimed;
    private Task<AccessToken>? _refresh;
    private bool _isRefused;

    public PersonTokens(RealmClient realm) => _realm = realm;

    /// <summary>Spends an authorization code (RFC 6749 §4.1.3, RFC 7636 §4.5).</summary>
    /// <exception cref="VgsApiException">SignInFailed, or why the server could not be asked.</exception>
    public async Task ExchangeCodeAsync(
        string code,
        string verifier,
        string redirectUri,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var form = new RealmForm()
            .Add("grant_type", "authorization_code")
            .AddSecret("code", code)
            .AddSecret("code_verifier", verifier)
            .Add("redirect_uri", redirectUri)
            .Add("client_id", _realm.Options.ClientId);
        var (at, on) = (_realm.Clock.Elapsed, _realm.Clock.UtcNow);
        ApiResponse answer;
        try
        {
            answer = await _realm
                .PostAsync(_realm.Addresses.Token, form, attempt: 1, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ExchangeFailedException failed)
        {
            throw _realm.Unreachable(_realm.Addresses.Token, failed);
        }

        if (!answer.IsSuccess)
        {
            var (error, description) = TokenResponse.ShownError(answer);
            throw GatewayPage.Is(answer)
                ? SignInErrors.RefusedByPage(answer.StatusCode)
                : SignInErrors.CodeRefused(_realm.Options, error, description, answer.StatusCode);
        }

        Accept(answer, at, on);
    }

    /// <summary>Takes the tokens of an answer, and gives the access token. The lifetime counts from when the request left.</summary>
    public AccessToken Accept(ApiResponse answer, TimeSpan requestedAt, DateTimeOffset requestedOn)
    {
        var token = TokenResponse.Read(
            answer.JsonBody,
            _realm.Addresses.Token.GetLeftPart(UriPartial.Path),
            [.. _realm.Options.Scope],
            requestedAt,
            requestedOn,
            text => answer.Redact(text)
        );
        using var json = JsonFields.ParseObject(answer.JsonBody);

        // RFC 6749 §6: an answer without a refresh token leaves the old one in force.
        var refreshToken = json?.RootElement.Text("refresh_token");
        lock (_gate)
        {
            (_unclaimed, _isRefused) = (token, false);
            if (refreshToken is { Length: > 0 } && !_end.IsCancellationRequested)
            {
                _refreshToken?.Dispose();
                _refreshToken = SecretText.ToSecureString(refreshToken);
            }
        }

        return token;
    }

    /// <summary>An access token: the one that waits to be taken, or a new one by the refresh token.</summary>
    /// <remarks>
    /// A refresh that has begun goes on when its caller gives up: its answer may bring a new refresh token, and the old one is
    /// spent by then. All who wait for it get what came of it; where nobody does, the next caller.
    /// </remarks>
    /// <exception cref="VgsApiException">SignInRequired: the sign-in is over.</exception>
    public async Task<AccessToken> RequestAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        Task<AccessToken> refresh;
        lock (_gate)
        {
            if (Claim() is { } ready)
            {
                return ready;
            }

            refresh = _refresh is { IsCompleted: false } running ? running : _refresh = RefreshAsync(observer);
        }

        await refresh.EndsOrIsCancelledAsync(cancellationToken).ConfigureAwait(false);
        if (!refresh.IsCompleted)
        {
            refresh.IgnoreFault();
            cancellationToken.ThrowIfCancellationRequested();
        }

        // Also one that has come late, or after the machine slept: a server that finds it too old has the next one asked for.
        var token = await refresh.ConfigureAwait(false);
        Interlocked.CompareExchange(ref _unclaimed, null, token);
        return token;
    }

    /// <summary>Ends the sign-in at the server, as far as the server can be reached within the limit.</summary>
    /// <returns>What kept the server from ending it; null when it did, or nothing was there to end.</returns>
    public async Task<string?> EndAsync(TimeSpan limit, RequestObserver observer, CancellationToken cancellationToken)
    {
        if (ReadRefreshToken() is not { } refreshToken)
        {
            return null;
        }

        var form = new RealmForm().Add("client_id", _realm.Options.ClientId).AddSecret("refresh_token", refreshToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var request = _realm.PostAsync(_realm.Addresses.Logout, form, attempt: 1, observer, deadline.Token);
        try
        {
            if (await Task.WhenAny(request, _realm.Clock.Delay(limit, deadline.Token)).ConfigureAwait(false) != request)
            {
                return $"no answer within {limit.TotalSeconds:0} s";
            }

            var answer = await request.ConfigureAwait(false);
            return answer.IsSuccess ? null : $"status {answer.StatusCode}";
        }
        catch (ExchangeFailedException failed)
        {
            return failed.Reason;
        }
        finally
        {
            deadline.Cancel();
            request.IgnoreFault();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        lock (_gate)
        {
            _refreshToken?.Dispose();
            _refreshToken = null;
            _unclaimed = null;
        }
    }

    // Under the lock. A token that waited until it was old is none.
    private AccessToken? Claim()
    {
        var token = _unclaimed;
        _unclaimed = null;
        return token is not null && !token.IsDueForRenewal(_realm.Clock) ? token : null;
    }

    private async Task<AccessToken> RefreshAsync(RequestObserver observer)
    {
        for (var attempt = 1; ; attempt++)
        {
            var form = WriteRefresh();
            var pause = RetryRules.Backoff(attempt);
            try
            {
                var (at, on) = (_realm.Clock.Elapsed, _realm.Clock.UtcNow);
                var answer = await _realm
                    .PostAsync(_realm.Addresses.Token, form, attempt, observer, _end.Token)
                    .ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    return Accept(answer, at, on);
                }

                RequireAnotherTry(answer, attempt);

                // Never less than the own pause, whatever the server says: "0" would be a loop.
                if (answer.RetryAfter > pause)
                {
                    pause = answer.RetryAfter.Value;
                    observer.OnHeldBack(pause, _realm.Clock.UtcNow + pause);
                }
            }
            catch (ExchangeFailedException failed)
            {
                if (attempt >= MaxAttempts || failed.Failure != ExchangeFailure.Connection)
                {
                    throw _realm.Unreachable(_realm.Addresses.Token, failed);
                }
            }

            await _realm.Clock.Delay(pause, _end.Token).ConfigureAwait(false);
        }
    }

    private RealmForm WriteRefresh() =>
        ReadRefreshToken() is { } refreshToken
            ? new RealmForm()
                .Add("grant_type", "refresh_token")
                .AddSecret("refresh_token", refreshToken)
                .Add("client_id", _realm.Options.ClientId)
            : throw SignInErrors.Over(_realm.Options, "no_refresh_token", "the server gave none");

    // A cluster's nodes may not know yet what another one issued: the first invalid_grant is no end (keycloak#14040). After the second one
    // the next caller asks once: a pipeline of hundreds of records would pause for each.
    private void RequireAnotherTry(ApiResponse answer, int attempt)
    {
        var (code, description) = TokenResponse.ShownError(answer);
        if (code == "invalid_grant" && !_isRefused)
        {
            _isRefused = true;
        }
        else if (answer.StatusCode is 400 or 401 or 403 && !GatewayPage.Is(answer))
        {
            throw SignInErrors.Over(_realm.Options, code, description);
        }
        else if (attempt >= MaxAttempts || !TokenEndpoint.MayRepeat(answer))
        {
            throw _realm.Unusable(_realm.Addresses.Token, answer);
        }
    }

    private string? ReadRefreshToken()
    {
        lock (_gate)
        {
            return _refreshToken is null ? null : SecretText.Reveal(_refreshToken);
        }
    }
}
