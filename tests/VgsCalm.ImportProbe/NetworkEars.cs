using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace VgsCalm.ImportProbe;

/// <summary>
/// Hears of every socket, name look-up and HTTP request of the process, from the runtime's own event sources. It begins to listen when
/// it is first asked: a script that times something and never asks does not pay for it.
/// </summary>
internal sealed class NetworkEars : IDisposable
{
    private readonly Lazy<Listener> _listener = new(() => new Listener());

    /// <summary>What happened since the first question, as <c>source/event</c>.</summary>
    public string[] Heard => [.. _listener.Value.Heard];

    public void Dispose()
    {
        if (_listener.IsValueCreated)
        {
            _listener.Value.Dispose();
        }
    }

    private sealed class Listener : EventListener
    {
        public ConcurrentQueue<string> Heard { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (
                eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal)
                || eventSource.Name.StartsWith("Private.InternalDiagnostics.System.Net.", StringComparison.Ordinal)
            )
            {
                EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Heard.Enqueue($"{eventData.EventSource.Name}/{eventData.EventName}");
    }
}
