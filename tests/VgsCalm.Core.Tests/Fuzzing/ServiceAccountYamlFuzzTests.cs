using System.Net;
using CsCheck;
using VgsCalm.Core.Tests.Formats;

namespace VgsCalm.Core.Tests.Fuzzing;

/// <summary>
/// Service-account files: what is written is read as it was, and what cannot be read is ConfigInvalid, with nothing of a
/// secret in it.
/// </summary>
public sealed class ServiceAccountYamlFuzzTests
{
    // Text that means something to YAML, and whatever else can be printed.
    private static readonly Gen<string> Text = Gen.OneOf(
            Fuzz.OneOf(
                "yes",
                "no",
                "null",
                "~",
                "1.0",
                "0x1F",
                "1e3",
                "- a",
                "a: b",
                "#x",
                "'",
                "\"",
                "|",
                ">",
                "@",
                "`",
                "%",
                "&a",
                "*a",
                "!t",
                "é😀",
                "<CLIENT>",
                "2024-05-01",
                "=",
                "? x",
                "{",
                "[",
                "---"
            ),
            Gen.String[Gen.Char["abcAB01:-#'\"{}[],&*!|>%@`~?\\/ é"], 1, 20]
        )
        .Where(t => t.Trim() == t && t.Length > 0);

    private static readonly Gen<string> Word = Gen.String[Gen.Char.AlphaNumeric, 1, 20];

    [Fact]
    public void A_configuration_is_read_back_as_it_was_written() =>
        Fuzz.Always(
            Gen.Select(Text, Text, Fuzz.OneOf("cards:read", "cards:write", "a-b:c").Array[1, 3], Word, Gen.Bool),
            (name, secret, scopes, vault, asObjects) =>
            {
                var config = new VgsServiceAccountConfig(name, [.. scopes.Distinct(StringComparer.Ordinal)])
                {
                    ClientId = "AC" + vault,
                    ClientSecret = new NetworkCredential("", secret).SecurePassword,
                    VaultId = vault,
                    Vaults = [vault],
                    ScopeFormat = asObjects ? VgsScopeFormat.Object : VgsScopeFormat.String,
                };
                if (IsPlaceholder(secret))
                {
                    return;
                }

                var read = Yaml.Read(Yaml.Write(config, includeSecret: true));

                Assert.Equal(
                    (name, secret, config.ClientId, vault),
                    (read.Name, new NetworkCredential("", read.ClientSecret).Password, read.ClientId, read.VaultId)
                );
                Assert.Equal(config.Scope, read.Scope);
                Assert.Null(Yaml.Read(Yaml.Write(config)).ClientSecret);
            }
        );

    [Fact]
    public void Anything_is_read_or_is_ConfigInvalid() =>
        Fuzz.Always(
            Gen.OneOf(
                Fuzz.TextOf("ab:-\n  #'\"{}[],&*!|>%@~?\\\t<", 80),
                Fuzz.TextOf("ab:-\n  #'\"{}[],&*!|>%@~?\\\t<", 60).Select(Yaml.Account),
                Gen.Select(
                    Fuzz.TextOf("ab:-\n  '\"{}[]&*!|>", 20),
                    Fuzz.TextOf("ab:-\n  '\"{}[]&*!|>", 20),
                    (before, after) =>
                        Yaml.Account($"clientSecret: {before}{Yaml.Secret}{after}\nname: calm\nscopes: [a]")
                )
            ),
            text =>
            {
                var error = Fuzz.OursOrNone(() => Yaml.ReadAll(text));
                if (error is null)
                {
                    return;
                }

                Assert.Equal(VgsErrorId.ConfigInvalid, error.Id);
                Assert.DoesNotContain(Yaml.Secret, error.ToString(), StringComparison.Ordinal);
            }
        );

    [Fact]
    public void Any_bytes_are_read_or_are_ConfigInvalid() =>
        Fuzz.Always(
            Gen.Byte.Array[0, 100],
            bytes =>
            {
                using var stream = new MemoryStream(bytes);
                Assert.True(
                    Fuzz.OursOrNone(() => VgsCalm.Formats.Yaml.ServiceAccountYaml.Read(stream, "credentials.yaml"))
                        is null
                            or { Id: VgsErrorId.ConfigInvalid }
                );
            }
        );

    private static bool IsPlaceholder(string text) => text.StartsWith('<') && text.EndsWith('>');
}
