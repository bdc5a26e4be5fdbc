namespace VgsCalm.LeakMutants;

/// <summary>What is printed, one line for each piece, and counted.</summary>
internal sealed class Findings
{
    private int _passed;
    private int _failed;

    /// <summary>0 where all is as it should be.</summary>
    public int ExitCode => _failed == 0 && _passed > 0 ? 0 : 1;

    public void Say(bool holds, string claim, string otherwise)
    {
        if (holds)
        {
            _passed++;
        }
        else
        {
            _failed++;
        }

        Console.WriteLine(holds ? $"ok   {claim}" : $"FAIL {claim}: {otherwise}");
    }

    public void Close() => Console.WriteLine($"{_passed} passed, {_failed} failed");
}
