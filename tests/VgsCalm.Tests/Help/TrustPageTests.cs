using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Help;

/// <summary>docs/trust.md names tests: each of them is there.</summary>
public sealed partial class TrustPageTests
{
    [Fact]
    public void Every_test_that_proves_a_promise_exists()
    {
        var tests = Directory
            .EnumerateFiles(Path.Combine(StagedModule.SourceRoot, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllText, StringComparer.Ordinal);
        var named = TestName()
            .Matches(File.ReadAllText(Path.Combine(StagedModule.SourceRoot, "docs", "trust.md")))
            .Select(m => (Class: m.Groups[1].Value, Test: m.Groups[2].Value))
            .ToArray();

        Assert.NotEmpty(named);
        Assert.All(
            named,
            name =>
                Assert.Contains(
                    tests[name.Class],
                    text =>
                        Regex.IsMatch(
                            text,
                            $@"\[(Fact|Theory)[^\n]*\](\s*\[[^\n]*\])*\s*public [^\n]*\b{name.Test}\(",
                            RegexOptions.CultureInvariant,
                            TimeSpan.FromSeconds(5)
                        )
                )
        );
    }

    [GeneratedRegex(@"`([A-Za-z]+Tests)\.([A-Za-z_0-9]+)`")]
    private static partial Regex TestName();
}
