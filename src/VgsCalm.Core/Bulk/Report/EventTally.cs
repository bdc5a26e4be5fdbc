using VgsCalm.Bulk.Journal;

namespace VgsCalm.Bulk.Report;

/// <summary>Counts the events of a journal's cards.</summary>
internal sealed class EventTally
{
    private const int MaxEvents = 50;
    private const string OtherEvents = "(other events)";

    private readonly Dictionary<string, EventCount> _events = new(StringComparer.Ordinal);

    /// <summary>By event; most cards first.</summary>
    public IReadOnlyList<EventCount> Events =>
        [
            .. _events
                .Values.OrderByDescending(entry => entry.Cards)
                .ThenBy(entry => entry.Event, StringComparer.Ordinal),
        ];

    public void Add(EnrolmentRecord row)
    {
        if (row.Event is not { Length: > 0 } name)
        {
            return;
        }

        // Events are the service's words: however many it has, they are counted, and memory does not grow with them.
        name = _events.ContainsKey(name) || _events.Count < MaxEvents ? name : OtherEvents;
        var known = _events.TryGetValue(name, out var found) ? found : new EventCount(name, 0, 0, 0);
        _events[name] = known with
        {
            Cards = known.Cards + 1,
            NewNumbers = known.NewNumbers + (IsNew(row.Last4, row.NewLast4) ? 1 : 0),
            NewExpiries = known.NewExpiries + (IsNew(row.Exp, row.NewExp) ? 1 : 0),
        };
    }

    private static bool IsNew(string? sent, string? now) =>
        now is not null && !string.Equals(sent, now, StringComparison.Ordinal);
}
