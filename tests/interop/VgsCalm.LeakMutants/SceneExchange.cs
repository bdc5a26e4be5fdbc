using System.Text.Json;

namespace VgsCalm.LeakMutants;

/// <summary>
/// Shares the play with all redaction in place between processes: each plays every other case, and learns from the rest what happened in
/// theirs. The pieces have the same numbers in all of them.
/// </summary>
/// <param name="folder">A folder that all processes of a run share, and no other run.</param>
/// <param name="part">Which process this is, from 0.</param>
/// <param name="parts">How many there are.</param>
internal sealed class SceneExchange(string folder, int part, int parts)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Whether this process plays the case or tries the piece of that number.</summary>
    public bool IsMine(int number) => number % parts == part;

    /// <summary>Hands out what happened here, and takes what happened in the others.</summary>
    /// <exception cref="TimeoutException">Another process came to no end of its part.</exception>
    public async Task<IReadOnlyList<PlayedCase>> ExchangeAsync(IReadOnlyList<PlayedCase> own)
    {
        await WriteAsync(own);
        var all = new List<PlayedCase>();
        for (var other = 0; other < parts; other++)
        {
            all.AddRange(other == part ? own : await ReadAsync(other));
        }

        return all;
    }

    private string FileOf(int process) => Path.Combine(folder, $"scenes-{process}-of-{parts}.json");

    // Renamed when it is whole: the others look for its name.
    private async Task WriteAsync(IReadOnlyList<PlayedCase> own)
    {
        var written = FileOf(part) + ".part";
        await File.WriteAllTextAsync(written, JsonSerializer.Serialize(own));
        File.Move(written, FileOf(part));
    }

    private async Task<PlayedCase[]> ReadAsync(int other)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!File.Exists(FileOf(other)))
        {
            try
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException over)
            {
                throw new TimeoutException(
                    $"Process {other} of {parts} did not play its cases within {Limit.TotalMinutes:0} minutes.",
                    over
                );
            }
        }

        return JsonSerializer.Deserialize<PlayedCase[]>(await File.ReadAllTextAsync(FileOf(other)))!;
    }
}
