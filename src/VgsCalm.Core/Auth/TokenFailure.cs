using System.Globalization;
using System.Net.Sockets;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Proxy;
using VgsCalm.Http.Retry;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>Turns what came of a token request into the one exception that says what happened and what to do next.</summary>
internal sealed class TokenFailure
{
    private readonly string _endpoint;
    private readonly string _clientId;
    private readonly string _scope;

    /// <param name="endpoint">The endpoint's address as it may be shown.</param>
    /// <param name="clientId">Whose token was asked for, as it may be shown.</param>
    /// <param name="scope">The scopes that were asked for, separated by spaces; empty where none were.</param>
    public TokenFailure(string endpoint, string clientId, string scope)
    {
        _endpoint = endpoint;
        _clientId = clientId;
        _scope = scope;
    }

    /// <summary>Which of id and secret begins or ends with a blank or a quotation mark, in words; null for neither.</summary>
    public string? OddPart { get; init; }

    private string Hint =>
        _clientId == Redactor.Hidden
            ? "The client id has the form of a secret, and is not shown: see whether id and secret were given in each other's place. "
        : OddPart is null ? ""
        : $"The {OddPart} begins or ends with a blank or a quotation mark, which was sent with it: take that away, unless it is "
            + "a part of it. ";

    /// <summary>An answer with an error status, or a redirect.</summary>
    public VgsApiException FromAnswer(ApiResponse answer)
    {
        var (code, description) = TokenResponse.ShownError(answer);
        var (id, message, target, action) = Judge(answer, code, TokenResponse.DescribeError(code, description));
        return new VgsApiException(id, message, target)
        {
            StatusCode = answer.StatusCode,
            Code = code,
            Errors = code is null ? [] : [new VgsErrorDetail(code, description)],
            TraceId = answer.TraceId,
            MayPass = TokenEndpoint.MayRepeat(answer),
            RecommendedAction = action,
        };
    }

    private Verdict Judge(ApiResponse answer, string? code, string reason) =>
        answer.StatusCode switch
        {
            >= 400 and < 500 when IsAboutScope(code) => ScopeRefused(reason),

            // RFC 6749 §5.2: the other codes are about the request, not about who makes it.
            400
                when code
                    is not (null or "invalid_client" or "unauthorized_client" or "invalid_grant" or "access_denied") =>
                RequestRefused(reason),

            // Servers of this kind use 400, 401 and 403, and not always with a body, for one and the same thing.
            400 or 401 or 403 => ClientRefused(answer, reason),
            429 => new(
                VgsErrorId.RateLimited,
                $"{_endpoint} is asked for too many tokens ({reason}).",
                _endpoint,
                "Share one session between callers, or try again later." + TooLong(answer)
            ),
            >= 300 and < 400 => new(
                VgsErrorId.TokenResponseInvalid,
                $"{_endpoint} redirects elsewhere (status {answer.StatusCode}), which is not followed with a secret.",
                _endpoint,
                "Check -AuthUri of Connect-VgsCalm."
            ),
            _ => new(
                VgsErrorId.TokenEndpointUnavailable,
                $"{_endpoint} gave no token: status {answer.StatusCode} ({reason}).",
                _endpoint,
                "Check -AuthUri of Connect-VgsCalm, or try again later." + TooLong(answer)
            ),
        };

    // A scope that the client may not have is an invalid request to some servers (OpenIddict).
    private bool IsAboutScope(string? code) =>
        code is "invalid_scope" or "scope_invalid" || (code == "invalid_request" && _scope.Length > 0);

    private Verdict ScopeRefused(string reason) =>
        _scope.Length == 0
            ? new(
                VgsErrorId.InvalidScope,
                $"Client '{_clientId}' asked for no scope, and none of its own can be given ({reason}).",
                _clientId,
                "Look at the account's scopes with Get-VgsServiceAccount: an optional one is given to who asks for it with -Scope, and an"
                    + " account without any is to be replaced by a new one."
            )
            : new(
                VgsErrorId.InvalidScope,
                $"The scope '{_scope}' was refused for client '{_clientId}' ({reason}).",
                _scope,
                "Ask only for scopes that the service account has; leave -Scope out to get all of its default ones."
            );

    private Verdict RequestRefused(string reason) =>
        new(
            VgsErrorId.TokenEndpointUnavailable,
            $"{_endpoint} does not take the token request of client '{_clientId}': status 400 ({reason}).",
            _endpoint,
            "The credentials were not what was refused: check that -AuthUri of Connect-VgsCalm is an endpoint for client "
                + "credentials."
        );

    private Verdict ClientRefused(ApiResponse answer, string reason) =>
        new(
            VgsErrorId.AuthenticationFailed,
            $"Client '{_clientId}' was refused by {_endpoint} with status {answer.StatusCode} ({reason}).",
            _clientId,
            GatewayPage.Is(answer)
                ? $"{GatewayPage.Advice} The account may be good: leave it as it is until VGS itself has refused it."
                : Hint
                    + "Check the client id and secret. An account made just now may need some seconds; one that was revoked or replaced"
                    + " stays refused: connect with the account that took its place."
        );

    private static string TooLong(ApiResponse answer) =>
        RetryAfter.TooLong(answer.RetryAfter) is { } later ? " " + later : "";

    /// <summary>No answer at all.</summary>
    public VgsApiException FromTransport(ExchangeFailedException failed, TimeSpan timeout)
    {
        var (id, message, action) = failed.Failure switch
        {
            ExchangeFailure.Certificate => (
                VgsErrorId.CertificateInvalid,
                $"No trusted TLS connection to {_endpoint}: {failed.Reason}.",
                "Check the address and this machine's clock and trusted roots."
            ),
            ExchangeFailure.Timeout => (
                VgsErrorId.OperationTimeout,
                $"{_endpoint} did not answer within {timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.",
                "Try again, or give more time: Connect-VgsCalm has -TimeoutSec."
            ),
            ExchangeFailure.TooLarge => (
                VgsErrorId.TokenResponseInvalid,
                $"The answer of {_endpoint} is far too large for a token.",
                "Check -AuthUri of Connect-VgsCalm."
            ),
            ExchangeFailure.ProxyAuthentication => (
                VgsErrorId.AuthenticationFailed,
                $"This machine's proxy refused the connection to {_endpoint} (407).",
                SystemProxy.HowToSignIn
            ),
            ExchangeFailure.ProxyRefusal => (
                VgsErrorId.TokenEndpointUnavailable,
                $"This machine's proxy lets nothing through to {_endpoint} (403).",
                SystemProxy.HowToPass
            ),
            _ => (
                VgsErrorId.TokenEndpointUnavailable,
                $"No answer from {_endpoint}: {failed.Reason}.",
                IsNobodyHere(failed)
                    ? "See that the emulator, or whatever is to listen there, is running, and check its port; then try again."
                    : "Check the network and -AuthUri of Connect-VgsCalm, then try again."
            ),
        };
        return new VgsApiException(id, message, _endpoint, failed.InnerException)
        {
            MayPass = failed.Failure == ExchangeFailure.Connection,
            RecommendedAction = action,
        };
    }

    // An emulator that was not started.
    private bool IsNobodyHere(ExchangeFailedException failed) =>
        new Uri(_endpoint).IsLoopback
        && failed.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private readonly record struct Verdict(VgsErrorId Id, string Message, string Target, string Action);
}
