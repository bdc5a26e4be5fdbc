using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Requests;

/// <summary>The last requests to the emulator, its own <c>/_emulator</c> paths apart. Safe to ask from any thread.</summary>
public sealed class RequestLog
{
    /// <summary>Entries kept; older ones are forgotten, so that an emulator can run for days.</summary>
    public const int Capacity = 500_000;

    private readonly Lock gate = new();
    private readonly Queue<RequestLogEntry> entries = new();
    private readonly TimeProvider time;
    private long sequence;
    private int inFlight;
    private int maxConcurrent;

    internal RequestLog(TimeProvider time) => this.time = time;

    /// <summary>Told of each request when it has ended; set once, before the first.</summary>
    internal Action<RequestLogEntry>? OnEnded { get; set; }

    /// <summary>The most requests that were in work (arrived, and no answer ready) at once since the start or the last <see cref="Clear"/>.</summary>
    public int MaxConcurrent
    {
        get
        {
            lock (gate)
                return maxConcurrent;
        }
    }

    /// <summary>How many requests arrived with that method (null: any) and a path that begins so (null: any; for example <c>/calm/cards</c>).</summary>
    public int Count(string? method = null, string? pathPrefix = null)
    {
        lock (gate)
            return entries.Count(entry => Matches(entry, method, pathPrefix));
    }

    /// <summary>The entries in the order of arrival. One that is still in work fills in its status later.</summary>
    public RequestLogEntry[] Snapshot()
    {
        lock (gate)
            return [.. entries];
    }

    /// <summary>Forgets all entries and the highest concurrency; the sequence goes on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            entries.Clear();
            maxConcurrent = inFlight;
        }
    }

    internal RequestLogEntry Begin(HttpRequest request, string path)
    {
        var names = new string[request.Headers.Count];
        request.Headers.Keys.CopyTo(names, 0);
        var maskedPath = DigitMask.Apply(path);
        var now = time.GetUtcNow();
        lock (gate)
        {
            inFlight++;
            maxConcurrent = Math.Max(maxConcurrent, inFlight);
            var entry = new RequestLogEntry(++sequence, now, request.Method, maskedPath, names, request.ContentType, inFlight);
            if (entries.Count == Capacity)
                entries.Dequeue();
            entries.Enqueue(entry);
            return entry;
        }
    }

    /// <summary>
    /// The answer is ready. From here on the request is not in work any more: a client that has it may send its next one
    /// before the server is done with this one, and that is no concurrency of the client's.
    /// </summary>
    internal void Answer(RequestLogEntry entry, Answer answer, string? clientId, TimeSpan elapsed)
    {
        entry.Answered(answer.Status, answer.CardId, clientId, elapsed);
        Leave(entry);
    }

    /// <summary>The request is over, with or without an answer.</summary>
    internal void End(RequestLogEntry entry, string? clientId, TimeSpan elapsed)
    {
        entry.Ended(clientId, elapsed);
        Leave(entry);
        OnEnded?.Invoke(entry);
    }

    private void Leave(RequestLogEntry entry)
    {
        lock (gate)
        {
            if (entry.IsInWork)
                inFlight--;
            entry.IsInWork = false;
        }
    }

    private static bool Matches(RequestLogEntry entry, string? method, string? pathPrefix) =>
        (method is null || string.Equals(entry.Method, method, StringComparison.OrdinalIgnoreCase))
        && (pathPrefix is null || entry.Path.StartsWith(pathPrefix, StringComparison.Ordinal));
}
