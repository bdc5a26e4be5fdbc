namespace VgsCalm.Http.Retry;

/// <summary>When a request may be sent again, and after how long.</summary>
internal static class RetryRules
{
    /// <summary>The longest Retry-After that is obeyed; a longer one is an error that names it.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxToldPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MaxUntoldPause = TimeSpan.FromSeconds(15);

    /// <summary>True for methods that only read (RFC 9110 §9.2.1).</summary>
    public static bool IsRead(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head;

    /// <summary>True for methods that can be repeated whatever became of the first try (RFC 9110 §9.2.2).</summary>
    public static bool IsRepeatable(HttpMethod method) => IsRead(method) || method == HttpMethod.Delete;

    /// <summary>True when the service says that it did not carry the request out: a 429, or a 503 with a time to come back.</summary>
    public static bool IsPostponed(int status, TimeSpan? retryAfter) =>
        status == 429 || (status == 503 && retryAfter is not null);

    /// <summary>True for the answer of a network that wants a sign-in: the service never saw the request (RFC 6585 §6).</summary>
    public static bool IsOfNetwork(int status) => status == 511;

    /// <summary>
    /// True when the status does not tell whether the request was carried out: the server waited too long for it, failed on the way,
    /// is a gateway that lost the service's answer, or says where to look at what came of it (303, RFC 9110 §15.4.4).
    /// </summary>
    public static bool LeavesOutcomeOpen(int status, TimeSpan? retryAfter) =>
        status is 303 or 408 || (status >= 500 && !IsPostponed(status, retryAfter) && !IsOfNetwork(status));

    /// <summary>True when the status says "later", and repeating the request can do no harm.</summary>
    public static bool MayRepeat(HttpMethod method, VgsApi? api, int status, TimeSpan? retryAfter)
    {
        if (!IsRepeatable(method))
        {
            return IsPostponed(status, retryAfter);
        }

        // CMP says of its 500 that it must not be repeated.
        return status is 408 or 429 or 502 or 503 or 504 || (status == 500 && api is VgsApi.Calm or null);
    }

    /// <summary>
    /// Pause before try number <paramref name="attempt"/> + 1: doubling from half a second, a random half of it taken
    /// off.
    /// </summary>
    public static TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1), MaxPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (0.5 * Jitter.Next())));
    }

    /// <summary>
    /// Pause after the n-th refusal in a row that comes with nothing accepted in between. A service that says when to come back, if only
    /// "now", is asked again soon.
    /// </summary>
    public static TimeSpan BackoffOfGate(int refusals, bool isTold)
    {
        var max = isTold ? MaxToldPause : MaxUntoldPause;
        var pause = Backoff(Math.Min(refusals, 16));
        return pause < max ? pause : max;
    }

    private static class Jitter
    {
        private static readonly Random Source = new();

#pragma warning disable CA5394 // Spreads retries in time; nothing secret depends on it.
        public static double Next()
        {
            lock (Source)
            {
                return Source.NextDouble();
            }
        }
#pragma warning restore CA5394
    }
}
