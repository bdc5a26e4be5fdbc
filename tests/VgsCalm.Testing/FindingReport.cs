using System.Globalization;

namespace VgsCalm.Testing;

/// <summary>What a program of tests/interop prints: a line for each finding, and the count that CI reads.</summary>
public sealed class FindingReport
{
    private int _passed;
    private int _failed;

    /// <summary>0 where everything holds, and something was looked at.</summary>
    public int ExitCode => _failed == 0 && _passed > 0 ? 0 : 1;

    public void Add(Finding finding)
    {
        _ = finding.Holds ? _passed++ : _failed++;
        Console.WriteLine($"{(finding.Holds ? "ok  " : "FAIL")} {finding.Claim}: {finding.Evidence}");
    }

    public void Add(bool holds, string claim, string evidence) => Add(new Finding(claim, holds, evidence));

    /// <summary>Prints what is left to be printed, and the count.</summary>
    public int Close(params IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Add(finding);
        }

        Console.WriteLine($"{_passed} passed, {_failed} failed");
        return ExitCode;
    }

    /// <summary>A number from the environment, for a longer or a repeated run.</summary>
    public static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : otherwise;
}
