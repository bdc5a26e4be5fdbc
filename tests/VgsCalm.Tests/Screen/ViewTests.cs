namespace VgsCalm.Tests.Screen;

/// <summary>The default views on a screen of 100 columns, and on one of 80, as logs of CI and terminals without a width are.</summary>
public sealed class ViewTests
{
    // A console keeps the last column for its cursor.
    private static readonly int[] Screens = [99, 79];

    public static TheoryData<int, int> Cases { get; } = Combine();

    [Fact]
    public void Every_output_type_has_a_case_of_its_own_properties()
    {
        using var shell = Shell.Open();
        var types = shell
            .Run("(Get-Command -Module VgsCalm).OutputType.Type")
            .ThrowIfFailed()
            .Output.Select(type => (Type)type.BaseObject)
            .Where(type => type.Namespace == "VgsCalm")
            .Distinct()
            .ToDictionary(type => type.FullName!, StringComparer.Ordinal);

        Assert.Equal(
            types.Keys.Order(StringComparer.Ordinal),
            ViewCase.All.Select(it => it.Type).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(
            ViewCase.All,
            it =>
                Assert.Empty(
                    it.Values.Select(value => value.Property)
                        .Except(
                            types[it.Type].GetProperties().Select(property => property.Name),
                            StringComparer.Ordinal
                        )
                )
        );
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_important_values_are_whole_and_no_line_is_too_long(int number, int columns)
    {
        var host = new RecordingHost(columns);
        using var shell = Shell.Open(host: host);
        var it = ViewCase.All[number];

        shell.Run("$it | Out-Default", ("it", it.Object())).ThrowIfFailed();
        var lines = host.Take().Split('\n');

        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, columns));

        Assert.All(it.Whole, text => Assert.Empty(WhatIsMissing(text, lines)));
    }

    [Fact]
    public void A_plan_of_a_job_tells_its_problems()
    {
        var host = new RecordingHost();
        using var shell = Shell.Open(host: host);
        var plan = ViewCase.All.Single(it => it.Type == "VgsCalm.VgsImportPlan").Object();
        plan.Properties["Problems"].Value = new[] { "ExpMonth is not a month from 1 to 12" };

        shell.Run("$it | Out-Default", ("it", plan)).ThrowIfFailed();

        Assert.Contains(
            host.Take().Split('\n'),
            line =>
                line.TrimEnd().EndsWith(": ExpMonth is not a month from 1 to 12", StringComparison.Ordinal)
                && !line.Contains("row", StringComparison.Ordinal)
        );
    }

    // A column that is too narrow goes on in the next line: the text may come in pieces, of four signs and more.
    private static string WhatIsMissing(string text, string[] lines)
    {
        const int MinLength = 4;
        var missing = text;
        foreach (var line in lines)
        {
            for (var length = missing.Length; length >= Math.Min(MinLength, missing.Length) && length > 0; length--)
            {
                if (line.Contains(missing[..length].TrimEnd(), StringComparison.Ordinal))
                {
                    missing = missing[length..].TrimStart();
                    break;
                }
            }
        }

        return missing;
    }

    private static TheoryData<int, int> Combine()
    {
        var cases = new TheoryData<int, int>();
        foreach (var columns in Screens)
        {
            for (var number = 0; number < ViewCase.All.Length; number++)
            {
                cases.Add(number, columns);
            }
        }

        return cases;
    }
}
