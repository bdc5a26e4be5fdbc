namespace VgsCalm.Benchmarks.Loads;

/// <summary>What a contender's turns come to. All figures are medians.</summary>
internal sealed class Standing(string name, int units)
{
    private readonly List<Turn> _turns = [];

    public string Name { get; } = name;

    /// <summary>Units of work a second.</summary>
    public double PerSecond => units / Median(_turns.Select(turn => turn.Elapsed.TotalSeconds));

    /// <summary>Microseconds that one unit takes.</summary>
    public double Microseconds => Median(_turns.Select(turn => turn.Elapsed.TotalMicroseconds)) / units;

    /// <summary>Microseconds of processor time that one unit takes in this process.</summary>
    public double CpuMicroseconds => Median(_turns.Select(turn => turn.Cpu.TotalMicroseconds)) / units;

    /// <summary>Bytes that one unit allocates.</summary>
    public double Bytes => Median(_turns.Select(turn => (double)turn.Bytes)) / units;

    public void Add(Turn turn) => _turns.Add(turn);

    /// <summary>Speed in parts of the rival's: each turn against the rival's turn of the same round.</summary>
    public double SpeedOf(Standing rival) =>
        Median(_turns.Zip(rival._turns, (mine, theirs) => theirs.Elapsed / mine.Elapsed));

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
