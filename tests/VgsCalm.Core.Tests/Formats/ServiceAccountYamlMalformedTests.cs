using System.Text;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Files that are no YAML, or no text, are refused at the place of the fault. In <see cref="Yaml.Account"/> the data begins at line 4, column 3.</summary>
public sealed class ServiceAccountYamlMalformedTests
{
    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\uFEFF", 1, 1)]
    [InlineData(" \n\n", 1, 1)]
    [InlineData("# nothing\n", 1, 1)]
    [InlineData("---\n", 1, 1)]
    [InlineData("~", 1, 1)]
    public void An_empty_file_says_so(string text, int line, int column)
    {
        var error = Yaml.RefusedAt(text, line, column);
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

        var error = Yaml.Refused(stream);
        Assert.Equal((2, 4), (error.Line, error.Column));
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
    public void Control_characters_are_refused(char control) =>
        Yaml.RefusedAt($"a: b\r\nc: d\rname: x{control}y", 3, 8);

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
        var error = Yaml.RefusedAt(Yaml.Account(data), line, column);
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
        using var stream = new EndlessStream(1024 * 1024, canSeek: false) { FailsAt = 8000 };

        Assert.Throws<IOException>(() => ServiceAccountYaml.Read(stream, null));
    }
}
