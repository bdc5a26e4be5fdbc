using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Requests;

/// <summary>The last requests to the emulator, its own <c>/_emulator</c> paths apart. Safe to ask from any thread.</summary>
public sealed class RequestLog
{
    /// <summary>Entries kept; older ones are forgotten, so that an emulator can run for days.</summary>
    public const int Capacity = 500_000;

    private readonly Lock _gate = new();
    private readonly Queue<RequestLogEntry> _entries = new();
    private readonly TimeProvider _time;
    private long _sequence;
    private int _inFlight;
    private int _maxConcurrent;

    internal RequestLog(TimeProvider time) => _time = time;

    /// <summary>Told of each request when it has ended; set once, before the first.</summary>
    internal Action<RequestLogEntry>? OnEnded { get; set; }

    /// <summary>
    /// The most requests that were in work (arrived, and no answer ready) at once since the start or the last <see
    /// cref="Clear"/>.
    /// </summary>
    public int MaxConcurrent
    {
        get
        {
            lock (_gate)
            {
                return _maxConcurrent;
            }
        }
    }

    /// <summary>
    /// How many requests arrived with that method (null: any) and a path that begins so (null: any; for example
    /// <c>/calm/cards</c>).
    /// </summary>
    public int Count(string? method = null, string? pathPrefix = null)
    {
        lock (_gate)
        {
            return _entries.Count(entry => Matches(entry, method, pathPrefix));
        }
    }

    /// <summary>The entries in the order of arrival. One that is still in work fills in its status later.</summary>
    public RequestLogEntry[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    /// <summary>Forgets all entries and the highest concurrency; the sequence goes on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
            _maxConcurrent = _inFlight;
        }
    }

    internal RequestLogEntry Begin(HttpRequest request, string path)
    {
        var names = new string[request.Headers.Count];
        request.Headers.Keys.CopyTo(names, 0);
        var maskedPath = DigitMask.Apply(path);
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            _inFlight++;
            _maxConcurrent = Math.Max(_maxConcurrent, _inFlight);
            var entry = new RequestLogEntry(
                ++_sequence,
                now,
                request.Method,
                maskedPath,
                names,
                request.ContentType,
                _inFlight
            );
            if (_entries.Count == Capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry);
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
        lock (_gate)
        {
            if (entry.IsInWork)
            {
                _inFlight--;
            }

            entry.IsInWork = false;
        }
    }

    private static bool Matches(RequestLogEntry entry, string? method, string? pathPrefix) =>
        (method is null || string.Equals(entry.Method, method, StringComparison.OrdinalIgnoreCase))
        && (pathPrefix is null || entry.Path.StartsWith(pathPrefix, StringComparison.Ordinal));
}
