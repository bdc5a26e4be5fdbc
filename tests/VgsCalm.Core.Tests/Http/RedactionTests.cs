using System.Text;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What is taken out of a text before it is shown.</summary>
public sealed class RedactionTests
{
    [Theory]
    [InlineData("4111111111111111", "411111******1111")]
    [InlineData("4111 1111 1111 1111", "411111******1111")]
    [InlineData("4111-1111-1111-1111", "411111******1111")]
    [InlineData("4111.1111.1111.1111", "411111******1111")]
    [InlineData("4111\u00a01111\u00a01111\u00a01111", "411111******1111")]
    [InlineData("4111\u20131111\u20131111\u20131111", "411111******1111")]
    [InlineData("4222222222222", "422222***2222")]
    [InlineData("6304000000000000000", "630400*********0000")]
    [InlineData("card 4111111111111111, exp 11/24", "card 411111******1111, exp 11/24")]
    [InlineData("4111111111111111 2024-05", "411111******1111 2024-05")]
    [InlineData("4111111111111111,5500005555555559", "411111******1111,550000******5559")]
    [InlineData("pan4111111111111111x", "pan411111******1111x")]
    [InlineData("2024-05-01 1234", "2024-05-01 1234")]
    [InlineData("123456789012", "123456789012")]
    [InlineData("12345678901234567890", "123456**********7890")]
    [InlineData("00004111111111111111", "000041**********1111")]
    [InlineData("4111%201111%201111%201111", "411111******1111")]
    [InlineData("541577h6JzS40IV1962", "541577h6JzS40IV1962")]
    [InlineData("", "")]
    public void Digits_that_can_be_a_card_number_are_masked(string text, string shown) =>
        Assert.Equal(shown, Redactor.MaskCardNumbers(text));

    [Theory]
    [InlineData("2024-05-01 4111111111111111")]
    [InlineData("row 17 4111111111111111 99")]
    [InlineData("1-4111111111111111-1")]
    [InlineData("12 4111 1111 1111 1111 12")]
    [InlineData("0108-04 003.197 708 4111%20111111111111")]
    [InlineData("4111 1111 1111 1846827677981")]
    public void Digits_beside_a_card_number_do_not_hide_it(string text) =>
        Assert.DoesNotContain(
            "11111111",
            Redactor.MaskCardNumbers(text).Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("/cards/CRDx81abc23", "/cards/CRDx81abc23")]
    [InlineData("/network-tokens/4111111111111111", "/network-tokens/411111******1111")]
    [InlineData("/network-tokens/4111%201111%201111%201111", "/network-tokens/411111******1111")]
    [InlineData("/network-tokens/4111_1111_1111_1111", "/network-tokens/411111******1111")]
    [InlineData("/network-tokens/4111.1111.1111.1111/x", "/network-tokens/411111******1111/x")]
    [InlineData("/x/000000004111%3A1111%3A1111%3A1111", "/x/000000**************1111")]
    [InlineData("/network-tokens/541577h6JzS40IV1962", "/network-tokens/541577h6JzS40IV1962")]
    [InlineData("/x/http://user:pa55@host/y", "/x/http://***@host/y")]
    public void A_card_number_in_a_path_is_masked_however_it_is_written(string path, string shown) =>
        Assert.Equal(shown, Redactor.MaskPath(path));

    [Theory]
    [InlineData("/cards", "/cards")]
    [InlineData("/cards/CRDx81abc23", "/cards/CRD…c23")]
    [InlineData("/cards/CRDx81abc23?number=4111111111111111", "/cards/CRD…c23")]
    [InlineData("/network-tokens/4111111111111111", "/network-tokens/411…111")]
    [InlineData("/network-tokens/4111%201111%201111%201111", "/network-tokens/411…111")]
    [InlineData("/network-tokens/(4111111111111111)", "/network-tokens/(411111******1111)")]
    [InlineData("/organizations/ACtTmnC6V/service-accounts", "/organizations/ACt…C6V/service-accounts")]
    [InlineData("/auth/realms/vgs/protocol/openid-connect/token", "/auth/realms/vgs/protocol/openid-connect/token")]
    [InlineData("/x/http://user:pa55@[::1]:1", "/x/http://***@[::1]:1")]
    [InlineData("/x/https%3A%2F%2Fuser:pa55%40host", "/x/https%3A%2F%2F***@host")]
    public void Identifiers_of_a_path_are_shortened_and_its_query_left_out(string path, string shown) =>
        Assert.Equal(shown, Redactor.ShortenPath(path));

    [Theory]
    [InlineData("Authorization", "Bearer abc")]
    [InlineData("Proxy-Authorization", "Basic abc")]
    [InlineData("Cookie", "abc")]
    [InlineData("Set-Cookie", "abc")]
    [InlineData("X-Auth-Token", "abc")]
    [InlineData("X-Client-Secret", "abc")]
    [InlineData("x-api-key", "abc")]
    public void Headers_that_carry_secrets_show_none(string name, string value) =>
        Assert.Equal($"{name}: ***", BodyRedactor.Header(name, value, Redactor.MaskSensitive));

    [Theory]
    [InlineData("000000005313 9514 5346 6952", "000000******************")]
    [InlineData("5313 9514 5346 695200000000", "531395****4669******0000")]
    [InlineData("541577******1962 11/30", "541577******1962 11/30")]
    [InlineData("11/30 541577******1962", "11/30 541577******1962")]
    public void Digits_beside_a_card_number_leave_no_more_than_ten_of_its_own(string text, string shown) =>
        Assert.Equal(shown, Redactor.MaskSensitive(text));

    [Fact]
    public void Other_headers_show_their_value() =>
        Assert.Equal("Calm-Merchant: MC1", BodyRedactor.Header("Calm-Merchant", "MC1", Redactor.MaskSensitive));

    [Theory]
    [InlineData("""{"number":"x"}""", """{"number":"***"}""")]
    [InlineData("""{"NUMBER":"x"}""", """{"NUMBER":"***"}""")]
    [InlineData("""{"cvv":123}""", """{"cvv":"***"}""")]
    [InlineData("""{"data":{"old_account_number":"x"}}""", """{"data":{"old_account_number":"***"}}""")]
    [InlineData("""[{"access_token":"x"}]""", """[{"access_token":"***"}]""")]
    [InlineData("""{"number":["x"],"cvv":{"value":"123"}}""", """{"number":"***","cvv":"***"}""")]
    [InlineData("""{"number":null}""", """{"number":null}""")]
    [InlineData("""{"state":"enrolled"}""", """{"state":"enrolled"}""")]
    [InlineData("""{"note":"\u0034111111111111111"}""", """{"note":"411111******1111"}""")]
    [InlineData("null", "null")]
    [InlineData("", "(empty)")]
    public void Fields_that_carry_secrets_are_hidden_at_every_depth(string body, string shown) =>
        Assert.Equal(
            shown,
            BodyRedactor.Body(Encoding.UTF8.GetBytes(body), "application/json", Redactor.MaskSensitive)
        );

    [Fact]
    public void A_token_with_the_digits_of_a_card_number_in_it_is_hidden_whole()
    {
        var carried = new RequestSecrets("AB12345678901234567CD", body: null);
        Assert.Equal(
            """{"note":"Bearer ***"}""",
            BodyRedactor.Body(
                """{"note":"Bearer AB12345678901234567CD"}"""u8.ToArray(),
                "application/json",
                carried.Redact
            )
        );
        Assert.Equal(
            "X-Said: Bearer ***",
            BodyRedactor.Header("X-Said", "Bearer AB12345678901234567CD", carried.Redact)
        );
    }

    [Fact]
    public void A_media_type_is_text_of_the_service_like_any_other() =>
        Assert.Equal(
            "(1 bytes that are no JSON, application/411111******1111)",
            BodyRedactor.Body("-"u8.ToArray(), "application/4111111111111111", Redactor.MaskSensitive)
        );

    [Fact]
    public void An_escape_before_a_card_number_does_not_hide_it_from_masking() =>
        Assert.DoesNotContain(
            "4111111111111111",
            BodyRedactor.Body(
                """{"note":"'41111111111111114111111111111111"}"""u8.ToArray(),
                "application/json",
                Redactor.MaskSensitive
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("cvv=123, cvv2: 1234", "cvv=***, cvv2: ***")]
    [InlineData("cvv%3D123", "cvv%3D***")]
    [InlineData("%22cvc%22%3A%20%221234%22", "%22cvc%22%3A%20%22***%22")]
    [InlineData("\\u0022cvv\\u0022:\\u0022123\\u0022", "\\u0022cvv\\u0022:\\u0022***\\u0022")]
    [InlineData("row 123, cvv=12345", "row 123, cvv=12345")]
    public void A_number_that_is_said_to_be_a_CVV_is_hidden_also_between_escapes(string said, string shown) =>
        Assert.Equal(shown, Redactor.MaskSensitive(said));

    [Theory]
    [InlineData("cvv: 123.", "cvv: ***.")]
    [InlineData("%22cvv%22%3A%22123%22", "%22cvv%22%3A%22***%22")]
    [InlineData("\\u0022cvv\\u0022:\\u0022123\\u0022", "\\u0022cvv\\u0022:\\u0022***\\u0022")]
    [InlineData("row 9123, CRD123x", "row 9123, CRD123x")]
    public void A_CVV_is_hidden_where_it_stands_alone_also_after_an_escape(string said, string shown) =>
        Assert.Equal(shown, new RequestSecrets("token", """{"cvv":"123"}"""u8.ToArray()).Redact(said));
}
