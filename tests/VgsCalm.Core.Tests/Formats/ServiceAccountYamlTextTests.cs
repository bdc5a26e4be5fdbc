using System.Text;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Encodings, line ends and documents of a file.</summary>
public sealed class ServiceAccountYamlTextTests
{
    [Theory]
    [InlineData("\n---")]
    [InlineData("\n---\n")]
    [InlineData("\n---\n# the end\n")]
    [InlineData("\n...\n")]
    [InlineData("\n...\n---\n")]
    public void An_empty_last_document_is_passed_over(string end) =>
        Assert.Equal("calm", Yaml.Read(Yaml.Page + end).Name);

    [Theory]
    [InlineData("\n---\na: 1")]
    [InlineData("\n---\n~")]
    [InlineData("\n---\n''")]
    [InlineData("\n---\n---\n")]
    public void A_second_document_with_anything_in_it_is_refused(string end) =>
        Assert.Contains("second document", Yaml.Refused(Yaml.Page + end).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_tells_the_encoding_as_Windows_PowerShell_writes_it(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes =
        [
            .. encoding.GetPreamble(),
            .. encoding.GetBytes(Yaml.Account("name: 'calm é 😀'\nscopes: [a]")),
        ];

        using var stream = new MemoryStream(bytes);
        Assert.Equal("calm é 😀", ServiceAccountYaml.Read(stream, null).Config.Name);
    }

    [Fact]
    public void Windows_line_ends_comments_and_document_markers_change_nothing()
    {
        var text = "# made by hand\n---\n" + Yaml.Page + "  # the last\n...\n";

        Assert.Equal(
            ["cards:write", "cards:read"],
            Yaml.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Scope
        );
    }

    // YAML 1.2 §5.4: a CR alone is a line end.
    [Theory]
    [InlineData("\r")]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public void Line_ends_of_any_kind_read_the_same(string lineEnd)
    {
        var config = Yaml.Read(Yaml.Page.Replace("\n", lineEnd, StringComparison.Ordinal));

        Assert.Equal("calm", config.Name);
        Assert.Equal(["cards:write", "cards:read"], config.Scope);
    }

    // YAML 1.2 §1.3: JSON is YAML.
    [Theory]
    [InlineData("")]
    [InlineData("\n  ")]
    [InlineData("\r\n\t")]
    public void A_JSON_file_is_read_as_well(string space)
    {
        string[] members =
        [
            """{"apiVersion":"1.0.0","kind":"ServiceAccount",""",
            """ "data":{"name":"caf\u00e9 \"1\"","scopes":["cards:read",{"name":"cards:write"}],"accessTokenLifespan":300}} """,
        ];
        var text = string.Concat(members).Replace(",\"", $",{space}\"", StringComparison.Ordinal);

        var config = Yaml.Read(text);

        Assert.Equal(("café \"1\"", 300), (config.Name, config.AccessTokenLifespan));
        Assert.Equal(["cards:read", "cards:write"], config.Scope);
    }

    [Fact]
    public void The_stream_stays_open()
    {
        using var stream = Yaml.Stream(Yaml.Page);

        ServiceAccountYaml.Read(stream, null);

        Assert.True(stream.CanRead);
    }
}
