using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Json;

namespace VgsCalm.Auth.SignIn;

/// <summary>Signs a person in on another machine: the device authorization grant (RFC 8628).</summary>
internal sealed class DeviceSignIn
{
    private const string Grant = "urn:ietf:params:oauth:grant-type:device_code";

    private const int MaxStarts = 3;

    // RFC 8628 §3.5: each slow_down adds five seconds for good.
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);

    // Not less often than once a minute, unless the server itself asks for more patience.
    private static readonly TimeSpan MaxInterval = TimeSpan.FromSeconds(60);

    private readonly RealmClient _realm;
    private readonly Action<string> _tell;

    /// <param name="realm">Where the person signs in.</param>
    /// <param name="tell">Shows the person a text, at once.</param>
    public DeviceSignIn(RealmClient realm, Action<string> tell)
    {
        _realm = realm;
        _tell = tell;
    }

    /// <exception cref="VgsApiException">SignInFailed, or why the server could not be asked.</exception>
    public async Task RunAsync(PersonTokens tokens, RequestObserver observer, CancellationToken cancellationToken)
    {
        var clock = _realm.Clock;
        var device = await BeginAsync(observer, cancellationToken).ConfigureAwait(false);
        var limit = device.Lifetime < _realm.Options.TimeLimit ? device.Lifetime : _realm.Options.TimeLimit;
        _tell(
            FormattableString.Invariant($"{Describe(device)}\nWaiting up to {limit.TotalSeconds:0} s. Ctrl+C ends it.")
        );
        var end = clock.Elapsed + limit;
        var interval = device.Interval;
        for (var attempt = 1; ; attempt++)
        {
            var left = end - clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                throw device.Lifetime <= _realm.Options.TimeLimit
                    ? SignInErrors.DeviceCodeExpired(_realm.Options)
                    : SignInErrors.DeviceTimedOut(_realm.Options);
            }

            await clock.Delay(interval < left ? interval : left, cancellationToken).ConfigureAwait(false);
            if (clock.Elapsed >= end)
            {
                continue;
            }

            interval = await PollAsync(tokens, device, interval, attempt, observer, cancellationToken)
                .ConfigureAwait(false);
            if (interval == TimeSpan.Zero)
            {
                return;
            }
        }
    }

    private string Describe(DeviceCode device) =>
        _realm.Options.IdentityProvider is { } organization
            ? $"To sign in by the identity provider of {organization}, open this address on any machine:\n"
                + $"  {device.PageWithHint(organization)}\n"
                + $"The code in it is {device.UserCode}; where it is typed, the sign-in does without that provider."
            : $"To sign in, open {device.Page} on any machine and type the code {device.UserCode}."
                + (device.PageWithCode is null ? "" : $"\nBoth in one address: {device.PageWithCode}");

    private async Task<DeviceCode> BeginAsync(RequestObserver observer, CancellationToken cancellationToken)
    {
        var address = _realm.Addresses.Device;
        var form = new RealmForm().Add("client_id", _realm.Options.ClientId).Add("scope", _realm.Options.ScopeText);

        // A code that nobody has seen expires: asking for another one changes nothing.
        for (var attempt = 1; ; attempt++)
        {
            var pause = RetryRules.Backoff(attempt);
            try
            {
                var answer = await _realm
                    .PostAsync(address, form, attempt, observer, cancellationToken)
                    .ConfigureAwait(false);
                if (answer.IsSuccess)
                {
                    return DeviceCode.Read(answer, address.GetLeftPart(UriPartial.Path));
                }

                if (attempt >= MaxStarts || !TokenEndpoint.MayRepeat(answer))
                {
                    throw NotBegun(answer);
                }

                pause = Longer(pause, answer.RetryAfter ?? pause, RetryRules.MaxWait);
            }
            catch (ExchangeFailedException failed)
            {
                if (attempt >= MaxStarts || failed.Failure != ExchangeFailure.Connection)
                {
                    throw _realm.Unreachable(address, failed);
                }
            }

            await _realm.Clock.Delay(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private VgsApiException NotBegun(ApiResponse answer)
    {
        var options = _realm.Options;
        var (code, description) = TokenResponse.ShownError(answer);
        return answer.StatusCode switch
        {
            _ when GatewayPage.Is(answer) => SignInErrors.RefusedByPage(answer.StatusCode),
            400 when code is "unauthorized_client" or "invalid_grant" => SignInErrors.DeviceNotAllowed(
                options,
                code,
                description
            ),
            400 or 401 or 403 => SignInErrors.DeviceRefused(
                options,
                code ?? $"status {answer.StatusCode}",
                description
            ),
            404 or 405 => SignInErrors.DeviceNotAllowed(options, "the server knows no device sign-in", null),
            _ => _realm.Unusable(_realm.Addresses.Device, answer),
        };
    }

    /// <returns>How long to wait before the next poll; zero when the tokens are there.</returns>
    private async Task<TimeSpan> PollAsync(
        PersonTokens tokens,
        DeviceCode device,
        TimeSpan interval,
        int attempt,
        RequestObserver observer,
        CancellationToken cancellationToken
    )
    {
        var form = new RealmForm()
            .Add("grant_type", Grant)
            .AddSecret("device_code", device.Code)
            .Add("client_id", _realm.Options.ClientId);
        var (at, on) = (_realm.Clock.Elapsed, _realm.Clock.UtcNow);
        ApiResponse answer;
        try
        {
            answer = await _realm
                .PostAsync(_realm.Addresses.Token, form, attempt, observer, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ExchangeFailedException failed)
            when (failed.Failure is ExchangeFailure.Connection or ExchangeFailure.Timeout)
        {
            // RFC 8628 §3.5: a lost poll is no end, but a reason to ask less often.
            return Longer(interval, interval + interval, MaxInterval);
        }
        catch (ExchangeFailedException failed)
        {
            throw _realm.Unreachable(_realm.Addresses.Token, failed);
        }

        if (answer.IsSuccess)
        {
            tokens.Accept(answer, at, on);
            return TimeSpan.Zero;
        }

        return NextPoll(answer, interval);
    }

    private TimeSpan NextPoll(ApiResponse answer, TimeSpan interval)
    {
        var (code, description) = TokenResponse.ShownError(answer);
        return code switch
        {
            "authorization_pending" => interval,
            "slow_down" => interval + SlowDownStep,
            "expired_token" => throw SignInErrors.DeviceCodeExpired(_realm.Options),
            "invalid_grant" when description?.IndexOf("not allowed", StringComparison.OrdinalIgnoreCase) >= 0 =>
                throw SignInErrors.DeviceNotAllowed(_realm.Options, code, description),
            _ when answer.StatusCode is 408 or 429 or >= 500 => answer.RetryAfter is { } asked
                ? Longer(interval, asked, RetryRules.MaxWait)
                : Longer(interval, interval + interval, MaxInterval),
            _ when answer.StatusCode < 400 => throw _realm.Unusable(_realm.Addresses.Token, answer),
            _ when GatewayPage.Is(answer) => throw SignInErrors.RefusedByPage(answer.StatusCode),
            _ => throw SignInErrors.DeviceRefused(_realm.Options, code ?? $"status {answer.StatusCode}", description),
        };
    }

    private static TimeSpan Longer(TimeSpan interval, TimeSpan wanted, TimeSpan max)
    {
        var bounded = wanted > max ? max : wanted;
        return bounded > interval ? bounded : interval;
    }
}
