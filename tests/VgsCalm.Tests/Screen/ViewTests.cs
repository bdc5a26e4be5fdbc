using VgsCalm.Tests.Leaks;

namespace VgsCalm.Tests.Screen;

/// <summary>The default views on a screen of 100 columns.</summary>
public sealed class ViewTests : IDisposable
{
    // A console keeps the last column for its cursor.
    private const int Columns = 99;

    private readonly RecordingHost _host = new(Columns);
    private readonly Shell _shell;

    public ViewTests() => _shell = Shell.Open(host: _host);

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, ViewCase.All.Length)];

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Every_output_type_has_a_case_of_its_own_properties()
    {
        var types = _shell
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
    public void What_matters_is_seen_whole_and_no_line_is_too_long(int number)
    {
        var it = ViewCase.All[number];

        _shell.Run("$it | Out-Default", ("it", it.Object())).ThrowIfFailed();
        var lines = _host.Take().Split('\n');

        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, Columns));
        var shown = string.Concat(lines.Select(line => line.TrimStart()));
        Assert.All(it.Whole, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }
}
