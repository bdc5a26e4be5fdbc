namespace VgsCalm.Http.Exchange;

/// <summary>How one try ended when it brought no answer.</summary>
internal enum ExchangeFailure
{
    /// <summary>The connection could not be made, or broke.</summary>
    Connection,

    /// <summary>No answer within the time limit.</summary>
    Timeout,

    /// <summary>The server's certificate, or TLS itself, failed. Nothing was sent.</summary>
    Certificate,

    /// <summary>The proxy wants other credentials. Nothing was sent.</summary>
    ProxyAuthentication,

    /// <summary>The proxy does not let requests through to that host. Nothing was sent.</summary>
    ProxyRefusal,

    /// <summary>The answer is larger than what is read.</summary>
    TooLarge,
}
