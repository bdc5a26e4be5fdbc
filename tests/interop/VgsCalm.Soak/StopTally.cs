using System.Collections.Concurrent;
using System.Globalization;

namespace VgsCalm.Soak;

/// <summary>What the stops of all lanes came to.</summary>
internal sealed class StopTally
{
    private readonly ConcurrentQueue<(string Command, bool UnderWay, TimeSpan Took)> _stops = new();
    private readonly ConcurrentQueue<string> _sentLater = new();
    private readonly ConcurrentQueue<string> _leftInWork = new();
    private readonly ConcurrentQueue<string> _brokenNext = new();

    public void Stopped(StoppedCommand command, bool underWay, TimeSpan took) =>
        _stops.Enqueue((command.Name, underWay, took));

    public void SentLater(StoppedCommand command, int requests) =>
        _sentLater.Enqueue($"{command.Name}: {requests} requests");

    public void LeftInWork(StoppedCommand command, int requests) =>
        _leftInWork.Enqueue($"{command.Name}: {requests} requests");

    public void BrokenNext(StoppedCommand command, string why) => _brokenNext.Enqueue($"{command.Name}: {why}");

    public IEnumerable<Finding> Findings()
    {
        var underWay = _stops
            .Where(stop => stop.UnderWay)
            .GroupBy(stop => stop.Command, StringComparer.Ordinal)
            .Select(group => $"{group.Key} {group.Count()}")
            .ToArray();
        var slowest = _stops.Max(stop => stop.Took.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
        yield return new Finding(
            "each command is stopped while under way",
            underWay.Length == StoppedCommand.All.Length,
            $"{_stops.Count} stops, of which under way: {string.Join(", ", underWay)}; the slowest took {slowest} s"
        );
        yield return Report("no request arrives after a stop has returned, but what was on the wire", _sentLater);
        yield return Report("no request is left in work after a stop", _leftInWork);
        yield return Report("after each stop the session and the same command work", _brokenNext);
    }

    private Finding Report(string claim, ConcurrentQueue<string> against) =>
        new(
            claim,
            against.IsEmpty,
            $"{against.Count} of {_stops.Count} stops against it{string.Concat(against.Take(5).Select(text => "; " + text))}"
        );
}
