namespace VgsCalm.Emulator.Requests;

/// <summary>
/// One request as the log keeps it: enough to judge a client by, and nothing secret (no header values, no body, no card
/// number).
/// </summary>
public sealed class RequestLogEntry
{
    internal RequestLogEntry(
        long sequence,
        DateTimeOffset time,
        string method,
        string path,
        string[] headerNames,
        string? contentType,
        int inFlight
    )
    {
        Sequence = sequence;
        Time = time;
        Method = method;
        Path = path;
        HeaderNames = headerNames;
        ContentType = contentType;
        InFlight = inFlight;
    }

    /// <summary>Counts from 1 in the order of arrival.</summary>
    public long Sequence { get; }

    /// <summary>When the request arrived, by the emulator's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path with the API's part (<c>/calm/cards</c>), without the query; long runs of digits are masked.</summary>
    public string Path { get; }

    /// <summary>The answer's status; 0 while there is none, and for good when the connection was dropped without one.</summary>
    public int Status { get; private set; }

    /// <summary>Whose token it was, or the client id in a token request; null when unknown.</summary>
    public string? ClientId { get; private set; }

    /// <summary>Milliseconds from arrival until the answer was ready, or until the request ended without one.</summary>
    public double DurationMs { get; private set; }

    /// <summary>The names of the request's headers, without their values.</summary>
    public string[] HeaderNames { get; }

    /// <summary>The request's media type.</summary>
    public string? ContentType { get; }

    /// <summary>Requests in work when this one arrived, itself included.</summary>
    public int InFlight { get; }

    /// <summary>Id of the card that the request created, even where a fault kept the answer from the client.</summary>
    public string? CardId { get; private set; }

    /// <summary>Whether it counts as in flight. Touched under the log's lock only.</summary>
    internal bool IsInWork { get; set; } = true;

    internal void Answered(int status, string? cardId, string? clientId, TimeSpan elapsed)
    {
        Status = status;
        CardId = cardId ?? CardId;
        ClientId = clientId;
        DurationMs = Math.Round(elapsed.TotalMilliseconds, 3);
    }

    /// <summary>Keeps what a request did although its answer will never be seen.</summary>
    internal void CarriedOut(string? cardId) => CardId = cardId ?? CardId;

    internal void Ended(string? clientId, TimeSpan elapsed)
    {
        ClientId = clientId ?? ClientId;
        if (Status == 0)
        {
            DurationMs = Math.Round(elapsed.TotalMilliseconds, 3);
        }
    }
}
