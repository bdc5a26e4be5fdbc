namespace VgsCalm;

/// <summary>
/// What went wrong, in the words that scripts compare: <c>FullyQualifiedErrorId</c> of every error begins with one of these names.
/// </summary>
public enum VgsErrorId
{
    /// <summary>No session is open in this runspace, or the named one is not.</summary>
    NotConnected,

    /// <summary>The authentication server, or a proxy, refused the credentials.</summary>
    AuthenticationFailed,

    /// <summary>A scope was asked for that does not exist or is not assigned to the service account.</summary>
    InvalidScope,

    /// <summary>The token endpoint could not be reached or was not able to answer.</summary>
    TokenEndpointUnavailable,

    /// <summary>The token endpoint answered with success, but not with a usable bearer token.</summary>
    TokenResponseInvalid,

    /// <summary>An API refused the access token, also after one renewal.</summary>
    Unauthorized,

    /// <summary>The token is good, but its scopes or its vault do not allow the call.</summary>
    Forbidden,

    /// <summary>The thing named in the request does not exist.</summary>
    NotFound,

    /// <summary>The service found the request malformed or its fields invalid.</summary>
    RequestInvalid,

    /// <summary>The request contradicts the state of the resource.</summary>
    Conflict,

    /// <summary>Too many requests, also after waiting as asked.</summary>
    RateLimited,

    /// <summary>The service failed (5xx). Other than a read, the request may have been carried out: the advice says so.</summary>
    ServiceError,

    /// <summary>The answer is not what the API promises: no JSON, the wrong shape, too large, a redirect.</summary>
    ResponseInvalid,

    /// <summary>
    /// The service could not be reached, or the connection broke. Nothing was created or changed, but a deletion may have been
    /// carried out.
    /// </summary>
    ConnectionFailed,

    /// <summary>
    /// No answer within the time limit, or the service waited too long for the request (408). Nothing was created or changed, unless
    /// the advice says that it may have been.
    /// </summary>
    OperationTimeout,

    /// <summary>A request that creates or changes something may have been carried out, and its answer was lost.</summary>
    OutcomeUnknown,

    /// <summary>An http address that is not on this machine's loopback.</summary>
    InsecureUri,

    /// <summary>A path that leaves the API's own host.</summary>
    ForeignHost,

    /// <summary>This runtime cannot talk to such a proxy; nothing was sent around it.</summary>
    ProxyUnsupported,

    /// <summary>The server's certificate is not trusted for this host.</summary>
    CertificateInvalid,

    /// <summary>A service-account configuration cannot be read or lacks something.</summary>
    ConfigInvalid,

    /// <summary>The file exists and was not to be replaced.</summary>
    FileExists,

    /// <summary>The journal belongs to another input.</summary>
    JournalMismatch,

    /// <summary>A field of a card is missing or malformed; nothing was sent.</summary>
    CardInvalid,

    /// <summary>A person's sign-in did not come about: refused, timed out, no free port, no browser, a client that may not.</summary>
    SignInFailed,

    /// <summary>A person's sign-in is over: idle for too long, or ended at the server.</summary>
    SignInRequired,

    /// <summary>A webhook that is not VGS's, was changed or is too old; nothing of it was used.</summary>
    WebhookInvalid,
}
