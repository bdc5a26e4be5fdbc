namespace VgsCalm.Emulator;

/// <summary>What the Retry-After header of the rate limit's 429 says (RFC 9110 §10.2.3).</summary>
public enum RetryAfterForm
{
    /// <summary>The whole seconds until a request is admitted again, rounded up, at least 1.</summary>
    Seconds,

    /// <summary><c>0</c>, as some gateways send it: it promises nothing.</summary>
    Zero,

    /// <summary>An HTTP date, counted by the server's clock as the answer's own <c>Date</c> is.</summary>
    Date,

    /// <summary>No header.</summary>
    None,
}
