using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace VgsCalm.ImportProbe;

/// <summary>Hears of every socket, name look-up and HTTP request of the process, from the runtime's own event sources.</summary>
internal sealed class NetworkEars : EventListener
{
    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>What happened so far, as <c>source/event</c>.</summary>
    public string[] Heard => [.. _heard];

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name.StartsWith("System.Net.", StringComparison.Ordinal) || eventSource.Name.StartsWith("Private.InternalDiagnostics.System.Net.", StringComparison.Ordinal))
        {
            EnableEvents(eventSource, EventLevel.Verbose, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => _heard.Enqueue($"{eventData.EventSource.Name}/{eventData.EventName}");
}
