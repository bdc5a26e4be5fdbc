namespace VgsCalm.Core.Tests.Formats;

public sealed class ServiceAccountYamlWriteTests
{
    [Fact]
    public void The_file_has_the_order_and_the_shape_of_the_page()
    {
        var config = new VgsServiceAccountConfig("calm", ["cards:write", "cards:read"])
        {
            OptionalScope = ["orders:write"],
            VaultId = "tntabc123",
            Vaults = ["tntabc123"],
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "payments: 1" },
            AccessTokenLifespan = 300,
            ClientId = "ACtTmnC6V-calm-5S6x8",
            ClientSecret = Yaml.Protect(Yaml.Secret),
        };

        Assert.Equal(
            $"""
            apiVersion: 1.0.0
            kind: ServiceAccount
            data:
              annotations:
                vgs.io/vault-id: tntabc123
                team: "payments: 1"
              vaults:
                - tntabc123
              accessTokenLifespan: 300
              clientId: ACtTmnC6V-calm-5S6x8
              clientSecret: {Yaml.Secret}
              name: calm
              scopes:
                - cards:write
                - cards:read
                - name: orders:write
                  optional: true

            """.ReplaceLineEndings("\n"),
            Yaml.Write(config, includeSecret: true)
        );
    }

    [Fact]
    public void Scopes_as_objects_are_all_objects()
    {
        var config = new VgsServiceAccountConfig("calm", ["a"])
        {
            OptionalScope = ["b"],
            ScopeFormat = VgsScopeFormat.Object,
        };

        Assert.EndsWith(
            "  scopes:\n    - name: a\n    - name: b\n      optional: true\n",
            Yaml.Write(config),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_secret_is_written_only_when_it_is_asked_for()
    {
        var config = new VgsServiceAccountConfig("calm", ["a"])
        {
            ClientId = "AC1",
            ClientSecret = Yaml.Protect(Yaml.Secret),
        };

        var text = Yaml.Write(config);

        Assert.DoesNotContain("clientSecret", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Yaml.Secret, text, StringComparison.Ordinal);
        Assert.Contains("clientId: AC1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_a_secret_that_is_not_there_writes_none() =>
        Assert.DoesNotContain(
            "clientSecret",
            Yaml.Write(new VgsServiceAccountConfig("calm", ["a"]), includeSecret: true),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_vault_alone_is_written_in_both_places()
    {
        var read = Yaml.Read(Yaml.Write(new VgsServiceAccountConfig("calm", ["a"]) { VaultId = "tnt1" }));

        Assert.Equal("tnt1", read.VaultId);
        Assert.Equal(["tnt1"], read.Vaults);
    }

    [Theory]
    [MemberData(nameof(AwkwardText.Texts), MemberType = typeof(AwkwardText))]
    public void Every_text_reads_back_as_it_was_written(string text)
    {
        var config = new VgsServiceAccountConfig(string.IsNullOrWhiteSpace(text) ? text + "." : text, ["a"])
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text, ["empty"] = "" },
            // Placeholders never are secrets.
            ClientSecret = Yaml.Protect(text is "<x>" or "< x >" ? "." : text),
        };

        AssertReadsBack(config);
    }

    [Theory]
    [MemberData(nameof(AwkwardText.Scopes), MemberType = typeof(AwkwardText))]
    public void Every_scope_and_every_id_reads_back_as_it_was_written(string text)
    {
        var id = string.Equals(text, "<x>", StringComparison.Ordinal) ? "x" : text;
        foreach (var format in Enum.GetValues<VgsScopeFormat>())
        {
            AssertReadsBack(
                new VgsServiceAccountConfig("calm", [text, "b"])
                {
                    OptionalScope = [text + "2"],
                    ScopeFormat = format,
                    VaultId = id,
                    Vaults = [id, "tnt2"],
                    ClientId = id,
                    AccessTokenLifespan = int.MaxValue,
                }
            );
        }
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("off")]
    [InlineData("1.0")]
    [InlineData("2024-01-01")]
    [InlineData("<x>")]
    public void Text_that_another_reader_could_misread_is_quoted(string name) =>
        Assert.Contains(
            $"  name: \"{name}\"\n",
            Yaml.Write(new VgsServiceAccountConfig(name, ["a"])),
            StringComparison.Ordinal
        );

    [Fact]
    public void Optional_scopes_alone_read_back()
    {
        AssertReadsBack(new VgsServiceAccountConfig("calm", []) { OptionalScope = ["a", "b"] });
    }

    [Theory]
    [MemberData(nameof(AwkwardText.Texts), MemberType = typeof(AwkwardText))]
    public void Written_text_has_line_feeds_and_tabs_and_no_other_control_characters(string text)
    {
        var written = Yaml.Write(new VgsServiceAccountConfig(text, ["a"]));

        Assert.All(written, character => Assert.True(character is '\n' or '\t' || !char.IsControl(character)));
        Assert.EndsWith("    - a\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_cannot_be_written()
    {
        // Not by attributes: they are stored as UTF-8, which has no halves.
        foreach (var text in new[] { "\uD83D", "a\uDE00b", "\uDE00\uD83D" })
        {
            var error = Assert.Throws<VgsConfigException>(() => Yaml.Write(new VgsServiceAccountConfig(text, ["a"])));
            Assert.Equal("Name", error.Field);
        }
    }

    private static void AssertReadsBack(VgsServiceAccountConfig config)
    {
        var reading = Yaml.ReadAll(Yaml.Write(config, includeSecret: true));
        var read = reading.Config;

        Assert.Equal(config.Name, read.Name);
        Assert.Equal(config.Scope, read.Scope);
        Assert.Equal(config.OptionalScope, read.OptionalScope);
        Assert.Equal(config.ScopeFormat, read.ScopeFormat);
        Assert.Equal(config.VaultId, read.VaultId);
        Assert.Equal(config.Vaults, read.Vaults);
        Assert.Equal(config.Annotations, read.Annotations);
        Assert.Equal(config.AccessTokenLifespan, read.AccessTokenLifespan);
        Assert.Equal(config.ClientId, read.ClientId);
        Assert.Equal(Yaml.Reveal(config.ClientSecret), Yaml.Reveal(read.ClientSecret));
        Assert.Empty(reading.Warnings);
    }
}
