namespace VgsCalm.KillTest;

/// <summary>The process that enrols: an engine, the staged module, one Import-VgsCard. Its parent kills it whenever it likes.</summary>
internal static class ImportProcess
{
    private const string Script = """
        $ErrorActionPreference = 'Stop'
        Connect-VgsCalm -FromEnvironment -AuthUri $base -CalmUri "$base/calm"
        Import-VgsCard $csv -ThrottleLimit 16 -ResultPath "$csv.result.csv" -RejectPath "$csv.reject.csv"
        """;

    public static int Run()
    {
        using var shell = Shell.Open();
        var result = shell.Run(Script, ("base", Required("KILLTEST_BASE")), ("csv", Required("KILLTEST_CSV")));
        foreach (var output in result.Output)
        {
            Console.WriteLine(output);
        }

        if (result.Failure is { } error)
        {
            Console.Error.WriteLine($"{error.FullyQualifiedErrorId}: {error}");
        }

        return result.Failure is null ? 0 : 1;
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");
}
