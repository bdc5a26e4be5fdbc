namespace VgsCalm.Core.Tests.Formats;

/// <summary>However large, deep or long a file is, reading it takes little time and memory.</summary>
public sealed class ServiceAccountYamlLimitTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void A_large_file_is_refused_by_its_length_without_being_read()
    {
        using var stream = new EndlessStream(100 * MiB, canSeek: true);

        var error = Yaml.Refused(stream);

        Assert.Equal((1, 1), (error.Line, error.Column));
        Assert.Equal(0, stream.BytesRead);
    }

    [Fact]
    public void A_large_stream_without_a_length_is_refused_as_soon_as_it_is_too_long()
    {
        using var stream = new EndlessStream(100 * MiB, canSeek: false);

        var error = Yaml.Refused(stream);

        Assert.Equal((1, 1), (error.Line, error.Column));
        Assert.InRange(stream.BytesRead, MiB, (2 * MiB) - 1);
    }

    [Fact]
    public void A_file_of_exactly_one_MiB_is_still_read()
    {
        var text = Yaml.Account("name: calm\nscopes: [a]") + "#";

        Assert.Equal("calm", Yaml.Read(text.PadRight((int)MiB, '#')).Name);
        Yaml.Refused(text.PadRight((int)MiB + 1, '#'));
    }

    [Fact]
    public void A_billion_laughs_cost_next_to_nothing()
    {
        var bomb = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n";
        for (var letter = 'b'; letter <= 'i'; letter++)
        {
            bomb += $"{letter}: &{letter} [{string.Join(", ", Enumerable.Repeat($"*{(char)(letter - 1)}", 9))}]\n";
        }

        Yaml.Refused("a: &a b"); // what is only compiled once is not counted
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Yaml.Refused(bomb);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MiB);
        Assert.Equal((1, 4), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{ a: ", "}")]
    public void Sixteen_levels_are_deep_enough(string open, string close)
    {
        // The root and x are two of the levels.
        static string Nested(string open, string close, int depth) =>
            $"apiVersion: 1.0.0\nkind: ServiceAccount\nx: "
            + $"{string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))}\n"
            + $"data: {{ name: calm, scopes: [a] }}";

        Assert.Equal("calm", Yaml.Read(Nested(open, close, 15)).Name);
        Yaml.RefusedAt(Nested(open, close, 16), 3, 4 + (15 * open.Length));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: [")]
    [InlineData("[a,")]
    [InlineData("{a: ")]
    [InlineData("[],")]
    [InlineData("{},")]
    [InlineData("&")]
    [InlineData("*")]
    [InlineData("!")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("|\n")]
    [InlineData(">\n")]
    [InlineData(":")]
    [InlineData(": ")]
    [InlineData("a: ")]
    [InlineData("a:\n ")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("\n")]
    [InlineData("#")]
    [InlineData("%")]
    [InlineData("---\n")]
    [InlineData("...\n")]
    [InlineData("- a\n")]
    [InlineData("a: b\n")]
    public async Task A_MiB_of_anything_is_refused_in_little_memory(string pattern)
    {
        // The square of a MiB would take hours.
        var text = string.Concat(Enumerable.Repeat(pattern, (int)(MiB - 100) / pattern.Length));
        var allocated = await Task.Run(() =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Yaml.Refused(text);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            })
            .Soon();

        Assert.InRange(allocated, 0, 64 * MiB);
    }

    [Fact]
    public void More_values_than_ten_thousand_are_refused()
    {
        var items = string.Concat(Enumerable.Repeat("- a\n", 10_000));

        Yaml.RefusedAt(items, 10_000, 3);
    }

    [Fact]
    public void Thousands_of_annotations_vaults_and_scopes_are_read_in_little_memory()
    {
        string Many(string form) =>
            string.Concat(Enumerable.Range(0, 2400).Select(number => string.Format(null, form, number)));

        var text =
            $"annotations:{Many("\n  a{0}: b")}\nvaults:{Many("\n  - tnt{0}")}\nname: calm\nscopes:{Many("\n  - a:{0}")}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var config = Yaml.ReadAccount(text);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * MiB);

        Assert.Equal((2400, 2400, 2400), (config.Annotations.Count, config.Vaults.Length, config.Scope.Length));
    }
}
