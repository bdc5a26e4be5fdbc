namespace VgsCalm.Benchmarks.Loads;

/// <summary>One turn of a contender.</summary>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Cpu">Of this process, all threads: the server is another one.</param>
/// <param name="Bytes">Allocated by this process.</param>
internal sealed record Turn(TimeSpan Elapsed, TimeSpan Cpu, long Bytes);
