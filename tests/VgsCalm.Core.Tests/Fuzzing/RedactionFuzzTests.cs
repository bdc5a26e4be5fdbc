using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Fuzzing;

/// <summary>Whatever stands around a card number, a token or a CVV: it does not survive.</summary>
public sealed partial class RedactionFuzzTests
{
    private static readonly Gen<string> Number = Gen.String[Gen.Char["123456789"], 13, 19];
    private static readonly Gen<string> Around = Gen.OneOf(
        Fuzz.TextOf("0123456789 -./_+%20\"\\u0027:;,=[]{}\n\t", 30),
        Fuzz.OneOf("\\u0027", "%20", "\"number\":\"", "cvv=", "2024-05-01 ", "0000", "Bearer ")
    );
    private static readonly Gen<string> Separator = Fuzz.OneOf("", " ", "-", ".", "_", "/", "+", "%20", "\u00a0");

    [Fact]
    public void No_full_card_number_survives_masking() =>
        Fuzz.Always(
            Gen.Select(Around, Number, Around).Where((before, number, after) => !IsPartOfId(before, number, after)),
            (before, number, after) =>
                Assert.DoesNotContain(number, Redactor.MaskSensitive(before + number + after), StringComparison.Ordinal)
        );

    [Fact]
    public void No_full_card_number_in_groups_survives_masking() =>
        Fuzz.Always(
            Gen.Select(Around, Number, Around, Separator)
                .Where((before, number, after, _) => !IsPartOfId(before, number, after)),
            (before, number, after, separator) =>
                Assert.DoesNotContain(
                    number,
                    Joined(
                        Redactor.MaskSensitive(
                            before + string.Join(separator, number.Chunk(4).Select(c => new string(c))) + after
                        )
                    ),
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void No_full_card_number_survives_in_a_shown_body() =>
        Fuzz.Always(
            Gen.Select(Around, Number, Around, Fuzz.OneOf("note", "number", "1"))
                .Where((before, number, after, _) => !IsPartOfId(before, number, after)),
            (before, number, after, field) =>
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(
                    new Dictionary<string, object>(StringComparer.Ordinal)
                    {
                        [field] = before + number + after,
                        ["list"] = new[] { number },
                        [number] = 1,
                    }
                );
                Assert.DoesNotContain(
                    number,
                    BodyRedactor.Body(body, "application/json", Redactor.MaskSensitive),
                    StringComparison.Ordinal
                );
            }
        );

    [Fact]
    public void Any_body_can_be_shown() =>
        Fuzz.Always(
            Gen.OneOf(Gen.Byte.Array[0, 60], Fuzz.TextOf("{}[]\":,0123nul\\uD800e+-. ").Select(Encoding.UTF8.GetBytes)),
            body => Assert.NotNull(BodyRedactor.Body(body, contentType: null, Redactor.MaskSensitive))
        );

    [Fact]
    public void No_secret_of_a_request_survives_redaction() =>
        Fuzz.Always(
            Gen.Select(
                Around,
                Gen.String[Gen.Char.AlphaNumeric, 20, 60],
                Gen.String[Gen.Char["0123456789"], 3, 4],
                Around
            ),
            (before, token, cvv, after) =>
            {
                var carried = new RequestSecrets(token, Encoding.UTF8.GetBytes($"{{\"cvv\":\"{cvv}\"}}"));
                var shown = carried.Redact($"{before}{token}{after} the CVV '{cvv}' is wrong, cvv={cvv}");
                Assert.DoesNotContain(token, shown, StringComparison.Ordinal);
                Assert.EndsWith(" the CVV '***' is wrong, cvv=***", shown, StringComparison.Ordinal);
            }
        );

    [Fact]
    public void No_full_card_number_is_in_a_shortened_path() =>
        Fuzz.Always(
            Gen.Select(Around, Number, Around).Where((before, number, after) => !IsPartOfId(before, number, after)),
            (before, number, after) =>
                Assert.DoesNotContain(
                    number,
                    Redactor.ShortenPath($"/{before}{number}{after}"),
                    StringComparison.Ordinal
                )
        );

    [Fact]
    public void A_number_with_slips_of_the_pen_is_not_shown_whole() =>
        Fuzz.Always(
            Gen.Select(Number, Gen.Int[1, 12], Fuzz.OneOf("x", " ", "-", "")),
            (number, at, slip) =>
                Assert.DoesNotContain(
                    number,
                    Joined(MaskedNumber.Mask(number.Insert(at, slip))!.Replace("x", "", StringComparison.Ordinal)),
                    StringComparison.Ordinal
                )
        );

    // Ids pass whole: between letters, digits that do not begin and end as a card number are taken for a part of one.
    private static bool IsPartOfId(string before, string number, string after) =>
        !CardNumberRules.IsValid(number) && (IsOfId(before.LastOrDefault()) || IsOfId(after.FirstOrDefault()));

    private static bool IsOfId(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';

    private static string Joined(string text) => Separators().Replace(text, "");

    [GeneratedRegex("%20|[ .\\-_/+\u00a0]")]
    private static partial Regex Separators();
}
