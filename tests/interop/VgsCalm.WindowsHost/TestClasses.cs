using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VgsCalm.WindowsHost;

/// <summary>
/// Test classes of VgsCalm.Tests, played in this process. Each ends in a line "CLASS: 3 passed, 0 failed, 1 skipped"; a class that
/// plays no test fails.
/// </summary>
internal static class TestClasses
{
    private static readonly Assembly Tests = typeof(Tests.Sessions.StoppingTests).Assembly;

    public static int Run(IReadOnlyList<string> classes)
    {
        var status = 0;
        foreach (var name in classes)
        {
            status |= Run(name);
        }

        return status;
    }

    private static int Run(string name)
    {
        var type = Tests.GetTypes().Single(candidate => candidate.Name == name);
        var diagnostics = new NullMessageSink();
        using var framework = new XunitTestFramework(diagnostics);
        using var found = new FoundTests();
        using var discoverer = framework.GetDiscoverer(new ReflectionAssemblyInfo(Tests));
        discoverer.Find(type.FullName, includeSourceInformation: false, found, new FrameworkOptions());
        found.Wait();

        using var outcome = new TestOutcome();
        using var executor = framework.GetExecutor(Tests.GetName());
        executor.RunTests(found.Cases, outcome, new FrameworkOptions());
        outcome.Wait();
        Console.Out.WriteLine($"{name}: {outcome.Passed} passed, {outcome.Failed} failed, {outcome.Skipped} skipped");
        return outcome is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }
}
