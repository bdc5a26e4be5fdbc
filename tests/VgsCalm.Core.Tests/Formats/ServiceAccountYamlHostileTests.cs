namespace VgsCalm.Core.Tests.Formats;

/// <summary>Parts of YAML that a configuration has no use for are refused. In <see cref="Yaml.Account"/> the data begins at line 4, column 3.</summary>
public sealed class ServiceAccountYamlHostileTests
{
    [Theory]
    [InlineData("name: &n calm\nscopes: [a]", 4, 9)]
    [InlineData("name: calm\nscopes: &s [a]", 5, 11)]
    [InlineData("name: *n\nscopes: [a]", 4, 9)]
    [InlineData("&k name: calm\nscopes: [a]", 4, 3)]
    [InlineData("<<: *base\nname: calm\nscopes: [a]", 4, 7)]
    public void Anchors_and_aliases_are_refused(string data, int line, int column) =>
        Assert.Contains(
            "not accepted",
            Yaml.RefusedAt(Yaml.Account(data), line, column).Message,
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
            Yaml.RefusedAt(Yaml.Account(data), line, column).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_tag_that_makes_the_library_throw_something_else_is_refused_as_well() =>
        Assert.Equal(4, Yaml.Refused(Yaml.Account("name: !<:://> calm\nscopes: [a]")).Line);

    [Theory]
    [InlineData("---\na: b\n---\nc: d\n", 3, 1)]
    [InlineData("a: b\n...\n---\nc: d\n", 3, 1)]
    public void A_second_document_is_refused(string text, int line, int column) => Yaml.RefusedAt(text, line, column);

    [Theory]
    [InlineData("kind: a\nkind: b", 2, 1)]
    [InlineData("kind: a\n'kind': b", 2, 1)]
    [InlineData("data: { name: a, name: b }", 1, 18)]
    [InlineData("data:\n  scopes:\n    - name: a\n      name: b", 4, 7)]
    [InlineData("x: { y: { z: 1, z: 2 } }", 1, 17)]
    [InlineData("? kind\n: a\n? kind\n: b", 3, 3)]
    public void A_key_that_stands_twice_is_refused_on_every_level(string text, int line, int column) =>
        Yaml.RefusedAt(text, line, column);

    [Fact]
    public void A_secret_that_stands_twice_as_a_key_is_not_quoted() =>
        Assert.Equal("(unreadable)", Yaml.Refused($"{{ {Yaml.Secret}, {Yaml.Secret} }}").Field);

    [Theory]
    [InlineData("? [a]\n: b", 1, 3)]
    [InlineData("? { a: b }\n: c", 1, 3)]
    [InlineData("[a]: b", 1, 1)]
    [InlineData("{ a: b }: c", 1, 1)]
    [InlineData("a: { [b]: c }", 1, 6)]
    public void A_key_is_a_single_value(string text, int line, int column) => Yaml.RefusedAt(text, line, column);

    [Fact]
    public void A_key_is_not_empty() => Assert.Equal(1, Yaml.Refused("? \n: b").Line);
}
