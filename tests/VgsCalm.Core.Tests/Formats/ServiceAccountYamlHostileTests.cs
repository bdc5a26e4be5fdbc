using System.Text;
using VgsCalm.Accounts;
using VgsCalm.Formats.Yaml;
using Xunit;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Files that are made to harm whoever reads them. In <see cref="Yaml.Account"/> the data begins at line 4, column 3.</summary>
public sealed class ServiceAccountYamlHostileTests
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
    [InlineData("name: &n calm\nscopes: [a]", 4, 9)]
    [InlineData("name: calm\nscopes: &s [a]", 5, 11)]
    [InlineData("name: *n\nscopes: [a]", 4, 9)]
    [InlineData("&k name: calm\nscopes: [a]", 4, 3)]
    [InlineData("<<: *base\nname: calm\nscopes: [a]", 4, 7)]
    public void Anchors_and_aliases_are_refused(string data, int line, int column) =>
        Assert.Contains(
            "not accepted",
            AssertRefused(Yaml.Account(data), line, column).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("name: !foo calm\nscopes: [a]", 4, 9)]
    [InlineData("name: !!str calm\nscopes: [a]", 4, 9)]
    [InlineData("name: ! calm\nscopes: [a]", 4, 9)]
    [InlineData("name: !!python/object/apply:os.system [id]\nscopes: [a]", 4, 9)]
    [InlineData("name: !<tag:yaml.org,2002:str> calm\nscopes: [a]", 4, 9)]
    [InlineData("name: !e!x calm\nscopes: [a]", 4, 9)]
    [InlineData("name: calm\nscopes: !!set [a]", 5, 11)]
    [InlineData("!!str name: calm\nscopes: [a]", 4, 3)]
    public void Tags_are_refused(string data, int line, int column) =>
        Assert.Contains(
            "not accepted",
            AssertRefused(Yaml.Account(data), line, column).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_tag_that_makes_the_library_throw_something_else_is_refused_as_well() =>
        Assert.Equal(4, Yaml.Refused(Yaml.Account("name: !<:://> calm\nscopes: [a]")).Line);

    [Theory]
    [InlineData("---\na: b\n---\nc: d\n", 3, 1)]
    [InlineData("a: b\n...\n---\nc: d\n", 3, 1)]
    public void A_second_document_is_refused(string text, int line, int column) => AssertRefused(text, line, column);

    [Theory]
    [InlineData("kind: a\nkind: b", 2, 1)]
    [InlineData("kind: a\n'kind': b", 2, 1)]
    [InlineData("data: { name: a, name: b }", 1, 18)]
    [InlineData("data:\n  scopes:\n    - name: a\n      name: b", 4, 7)]
    [InlineData("x: { y: { z: 1, z: 2 } }", 1, 17)]
    [InlineData("? kind\n: a\n? kind\n: b", 3, 3)]
    public void A_key_that_stands_twice_is_refused_on_every_level(string text, int line, int column) =>
        AssertRefused(text, line, column);

    [Fact]
    public void A_secret_that_stands_twice_as_a_key_is_not_quoted() =>
        Assert.Equal("(unreadable)", Yaml.Refused($"{{ {Yaml.Secret}, {Yaml.Secret} }}").Field);

    [Theory]
    [InlineData("? [a]\n: b", 1, 3)]
    [InlineData("? { a: b }\n: c", 1, 3)]
    [InlineData("[a]: b", 1, 1)]
    [InlineData("{ a: b }: c", 1, 1)]
    [InlineData("a: { [b]: c }", 1, 6)]
    public void A_key_is_a_single_value(string text, int line, int column) => AssertRefused(text, line, column);

    [Fact]
    public void A_key_is_not_empty() => Assert.Equal(1, Yaml.Refused("? \n: b").Line);

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
        AssertRefused(Nested(open, close, 16), 3, 4 + (15 * open.Length));
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
    public void A_MiB_of_anything_is_refused_soon_and_in_little_memory(string pattern)
    {
        var repeats = (int)(MiB - 100) / pattern.Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var started = System.Diagnostics.Stopwatch.StartNew();

        Yaml.Refused(string.Concat(Enumerable.Repeat(pattern, repeats)));

        // Ten times what it takes on a slow machine: the point is that nothing is quadratic.
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * MiB);
    }

    [Fact]
    public void More_values_than_ten_thousand_are_refused()
    {
        var items = string.Concat(Enumerable.Repeat("- a\n", 10_000));

        AssertRefused(items, 10_000, 3);
    }

    [Fact]
    public void Thousands_of_annotations_vaults_and_scopes_take_no_time()
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        string Many(string form) =>
            string.Concat(Enumerable.Range(0, 2400).Select(number => string.Format(null, form, number)));

        var config = Yaml.ReadAccount(
            $"annotations:{Many("\n  a{0}: b")}\nvaults:{Many("\n  - tnt{0}")}\nname: calm\nscopes:{Many("\n  - a:{0}")}"
        );

        Assert.Equal((2400, 2400, 2400), (config.Annotations.Count, config.Vaults.Length, config.Scope.Length));
        Assert.InRange(started.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\uFEFF", 1, 1)]
    [InlineData(" \n\n", 1, 1)]
    [InlineData("# nothing\n", 1, 1)]
    [InlineData("---\n", 1, 1)]
    [InlineData("~", 1, 1)]
    public void An_empty_file_says_so(string text, int line, int column)
    {
        var error = AssertRefused(text, line, column);
        Assert.Contains("empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF }, 3)]
    [InlineData(new byte[] { 0xC3 }, 3)]
    [InlineData(new byte[] { 0xC0, 0xAF }, 3)]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, 3)]
    [InlineData(new byte[] { 0x41, 0xC3, 0xA9, 0x80 }, 5)]
    public void Bytes_that_are_no_UTF8_are_refused_where_they_are(byte[] bytes, int column)
    {
        using var stream = new MemoryStream([.. "a: b\nc:"u8, .. bytes, .. "\n"u8]);

        var error = Yaml.Refused(stream);

        Assert.Equal((2, column), (error.Line, error.Column));
        Assert.Contains("UTF-8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UTF16_with_half_a_character_is_refused()
    {
        using var stream = new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a: b\nc: "), 0x00, 0xD8]);

        Assert.Equal((2, 4), Place(Yaml.Refused(stream)));
    }

    [Fact]
    public void UTF16_without_a_byte_order_mark_is_told_from_text()
    {
        using var stream = new MemoryStream(Encoding.Unicode.GetBytes(Yaml.Account("name: a\nscopes: [a]")));

        Assert.Contains("byte order mark", Yaml.Refused(stream).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\u0007')]
    [InlineData('\u001B')]
    [InlineData('\u007F')]
    [InlineData('\u0085')]
    [InlineData('\u009B')]
    public void Control_characters_are_refused(char control) => AssertRefused($"a: b\r\nc: d\rname: x{control}y", 3, 8);

    [Theory]
    [InlineData("name: \"a", 4, 9, "never closed")]
    [InlineData("name: \"a\nscopes: [a]", 4, 9, "not closed on its line")]
    [InlineData("name: 'a\nscopes: [a]", 4, 9, "never closed")]
    [InlineData("name: \"\\q\"\nscopes: [a]", 4, 9, "escape")]
    [InlineData("name: \"\\uD800\"\nscopes: [a]", 4, 9, "no character")]
    [InlineData("name: @a\nscopes: [a]", 4, 9, "quotes")]
    [InlineData("name: a: b\nscopes: [a]", 4, 10, "colon")]
    [InlineData("clientSecret:" + Yaml.Secret + "\nname: calm\nscopes: [a]", 5, 7, "colon")]
    [InlineData("name: a\nclientSecret:" + Yaml.Secret + "\nscopes: [a]", 5, 3, "colon and a space")]
    [InlineData("name: a\n scopes: [a]", 5, 10, "colon")]
    [InlineData("name: a\nscopes: - a", 5, 11, "line of its own")]
    [InlineData("name: a\nscopes: [a", 6, 1, "not closed")]
    [InlineData("name: a\nscopes: [a\nx: b", 6, 3, "well-formed")]
    [InlineData("name: 'a' b\nscopes: [a]", 4, 13, "aligned")]
    [InlineData("name: a\nscopes:\n  - a\n - b", 7, 4, "aligned")]
    [InlineData("name: a\n\tscopes: [a]", 4, 9, "tab")]
    [InlineData("name: ]\nscopes: [a]", 4, 9, "bracket")]
    public void Malformed_YAML_is_explained_where_it_is(string data, int line, int column, string words)
    {
        var error = AssertRefused(Yaml.Account(data), line, column);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tab_for_indentation_is_called_by_its_name()
    {
        var error = Yaml.Refused("data:\n\tname: calm\n");

        Assert.Equal(2, error.Line);
        Assert.Contains("tab", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mutilated_text_gives_a_configuration_or_a_refusal()
    {
        string[] pieces =
        [
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            ": ",
            "- ",
            "? ",
            "&a ",
            "*a ",
            "!a ",
            "!!",
            "|",
            ">",
            "'",
            "\"",
            "#",
            " #",
            "%",
            "@",
            "`",
            "\\",
            "\n",
            "\n  ",
            "\t",
            "---",
            "...",
            "\n---\n",
            "\n...\n",
            "~",
            "<<: ",
            "a",
            "name",
            "\"\\x\"",
            "|9\n",
            "%YAML 1.1\n",
            "%TAG ! a\n",
            "é",
            "\u2028",
        ];
        var good = Yaml.Account(
            $"clientSecret: {Yaml.Secret}\nname: calm\nscopes:\n  - a\n  - name: b\n    optional: true\nvaults: [x]"
        );
        var random = new Random(20240607);

        for (var round = 0; round < 5000; round++)
        {
            var text = new StringBuilder(good);
            for (var cut = random.Next(1, 6); cut > 0; cut--)
            {
                var at = random.Next(text.Length);
                if (random.Next(3) == 0)
                {
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                }
                else
                {
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
                }
            }

            try
            {
                ServiceAccountYaml.Read(Yaml.Stream(text.ToString()), null);
            }
            catch (VgsConfigException refusal)
            {
                Assert.InRange(refusal.Line, 1, 40);
                Assert.InRange(refusal.Column, 1, 200);
                Assert.DoesNotContain(Yaml.Secret, refusal.ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_stream_that_fails_says_so_itself()
    {
        using var stream = new EndlessStream(MiB, canSeek: false) { FailsAt = 8000 };

        Assert.Throws<IOException>(() => ServiceAccountYaml.Read(stream, null));
    }

    private static VgsConfigException AssertRefused(string text, int line, int column)
    {
        var error = Yaml.Refused(text);
        Assert.Equal((line, column), Place(error));
        return error;
    }

    private static (int Line, int Column) Place(VgsConfigException error) => (error.Line, error.Column);
}
