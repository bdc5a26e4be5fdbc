namespace VgsCalm.Pester;

/// <summary>Each example of the Pester suite as a test. They are run all together, when the first of them is looked for.</summary>
public sealed class SuiteTests
{
    public static TheoryData<string> Names => [.. Suite.Examples.Select(NameOf).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_holds(string name) =>
        Assert.All(
            Suite.Examples.Where(example => NameOf(example) == name),
            example => Assert.True(example.Result == "Passed", $"{example.Result}: {example.Problem}")
        );

    [Fact]
    public void Every_file_of_the_folder_has_examples_in_the_run()
    {
        var files = Directory
            .EnumerateFiles(Path.Combine(StagedModule.SourceRoot, "tests", "Pester"), "*.Tests.ps1")
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            files,
            Suite
                .Examples.Select(example => example.File)
                .Where(file => file.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    private static string NameOf(Example example) =>
        example.File.Length > 0 ? $"{example.File.Split('.')[0]}: {example.Name}" : example.Name;
}
