using System.Diagnostics;

namespace VgsCalm.Benchmarks;

/// <summary>
/// Scripts as a scheduler runs them, each time in a fresh process. PowerShell keeps in its cache folder which methods a run had
/// compiled (<c>StartupProfileData</c>), and .NET compiles those on another core while the next process starts, whatever that one runs.
/// So each job has a cache of its own: in one that other jobs share, each is measured by what ran before it.
/// </summary>
internal static class Jobs
{
    /// <summary>Runs the scripts in turns.</summary>
    /// <param name="shell">Where.</param>
    /// <param name="history">What its machine knows of a job when it starts.</param>
    /// <param name="rounds">How often each is measured.</param>
    /// <param name="scripts">The jobs.</param>
    /// <returns>The runs of each job, in the order of the scripts.</returns>
    public static async Task<JobRun[][]> InTurnsAsync(
        FreshProcess shell,
        JobHistory history,
        int rounds,
        params string[] scripts
    )
    {
        var caches = scripts.Select(_ => Directory.CreateTempSubdirectory("vgscalm-benchmarks-")).ToArray();
        var runs = scripts.Select(_ => new List<JobRun>()).ToArray();
        try
        {
            for (var round = -history.RunsBefore; round < rounds; round++)
            {
                for (var i = 0; i < scripts.Length; i++)
                {
                    var watch = Stopwatch.StartNew();
                    var output = await shell.RunAsync(scripts[i], history.RunsBefore > 0 ? caches[i] : null);
                    if (round >= 0)
                    {
                        runs[i].Add(new JobRun(watch.Elapsed.TotalMilliseconds, output));
                    }
                }
            }
        }
        finally
        {
            Array.ForEach(caches, cache => cache.Delete(recursive: true));
        }

        return [.. runs.Select(job => job.ToArray())];
    }
}

/// <summary>What a machine knows of a job when it starts.</summary>
/// <param name="Name">For the tables: "first run".</param>
/// <param name="RunsBefore">How often it ran there.</param>
internal sealed record JobHistory(string Name, int RunsBefore)
{
    /// <summary>As in a new container, and as it goes on from there. The second run has the notes of one that had none.</summary>
    public static IReadOnlyList<JobHistory> All { get; } = [new("first run", 0), new("third run", 2)];
}

/// <summary>One process, from its start to its end, and the lines that it wrote.</summary>
internal sealed record JobRun(double Milliseconds, string[] Output);
