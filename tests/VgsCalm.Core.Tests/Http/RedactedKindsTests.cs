using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>The kinds of text that may not be shown as they come, and those that have to be.</summary>
public sealed class RedactedKindsTests
{
    [Theory]
    [InlineData("http://ci:pa55@10.0.0.1:3128/", "http://***@10.0.0.1:3128/")]
    [InlineData("to proxy 'http://ci:p@ss'w@proxy:3128' failed", "to proxy 'http://***@proxy:3128' failed")]
    [InlineData("http://ci:pa55@[::1]:3128/x", "http://***@[::1]:3128/x")]
    [InlineData("http://ci:pa55\uFF20proxy/x", "http://***@proxy/x")]
    [InlineData("http://:pa55@proxy", "http://***@proxy")]
    [InlineData("socks5://ci@proxy and https://a:b@c/d@e", "socks5://***@proxy and https://***@c/d@e")]
    [InlineData("https%3A%2F%2Fci%3Apa55%40host%2Fx", "https%3A%2F%2F***@host%2Fx")]
    [InlineData("https%253A%252F%252Fci%253Apa55%2540host", "https%253A%252F%252F***@host")]
    [InlineData(@"{""proxy"":""http:\/\/ci:pa55@host\/x""}", @"{""proxy"":""http:\/\/***@host\/x""}")]
    [InlineData(@"http:\u002F\u002Fci:pa55\u0040host", @"http:\u002F\u002F***@host")]
    [InlineData("http&#58;&#47;&#47;ci:pa55&#64;host", "http&#58;&#47;&#47;***@host")]
    [InlineData("https://host/a?mail=bob@example.com", "https://host/a?mail=bob@example.com")]
    [InlineData("mail bob@example.com about http://host/", "mail bob@example.com about http://host/")]
    public void The_user_part_of_an_address_is_hidden(string text, string shown) =>
        Assert.Equal(shown, Redactor.MaskSensitive(text));

    [Theory]
    [InlineData("4111  1111  1111  1111")]
    [InlineData("4111,1111,1111,1111")]
    [InlineData("4111, 1111, 1111, 1111")]
    [InlineData("4111:1111:1111:1111")]
    [InlineData("4111 - 1111 - 1111 - 1111")]
    [InlineData("4111 -- 1111 -- 1111 -- 1111")]
    [InlineData("4111\u20091111\u20091111\u20091111")]
    [InlineData("4111\u200b1111\u200b1111\u200b1111")]
    [InlineData("4111·1111·1111·1111")]
    [InlineData("4111|1111|1111|1111")]
    [InlineData("4111\r\n1111\r\n1111\r\n1111")]
    [InlineData("41 11 | 11 11 | 11 11 | 11 11")]
    [InlineData("4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1")]
    [InlineData("４１１１１１１１１１１１１１１１")]
    [InlineData("٤١١١١١١١١١١١١١١١")]
    [InlineData("𝟒𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏𝟏")]
    [InlineData("४१११ ११११ ११११ ११११")]
    [InlineData("%34%31%31%31%31%31%31%31%31%31%31%31%31%31%31%31")]
    [InlineData("4111%2D1111%2D1111%2D1111")]
    [InlineData("4111%2C%201111%2C%201111%2C%201111")]
    [InlineData("4111%2520111%2531%20%31111%C2%A01111")]
    [InlineData("&#52;&#49;&#49;&#49;&#049;&#x31;&#x0031;111111111")]
    [InlineData("4111&nbsp;1111&#160;1111&amp;nbsp;1111")]
    [InlineData(@"\u0034\u0031\u0031\u003111111111\u00311\u00A011")]
    [InlineData(@"4111\u00201111\u00201111\u00201111")]
    [InlineData("4111</b><b>1111</b> <b>1111</b><td class='x'>1111")]
    [InlineData("⁴¹¹¹ ¹¹¹¹ ¹¹¹¹ ¹¹¹¹")]
    [InlineData("④①①①①①①①①①①①①①①①")]
    [InlineData(@"4111\1111\1111\1111")]
    [InlineData("4111*1111*1111*1111")]
    [InlineData("4111%0A1111%0D%0A1111%091111")]
    [InlineData(@"4111\n1111\r\n1111\\t1111")]
    [InlineData("4111&ensp;1111&thinsp;1111&ndash;1111")]
    [InlineData(@"4111\/1111\/1111\/1111")]
    [InlineData(@"4111\u202f1111\u20091111\u200B1111")]
    [InlineData("4111&#8239;1111&#x202F;1111&amp;#8203;1111")]
    [InlineData("4111%E2%80%AF1111%25e2%2580%25891111%C2%AD1111")]
    [InlineData(@"\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661")]
    [InlineData("&#1636;111&#1633;111&#1633;111&#1633;111")]
    [InlineData("4111%281111%291111%7C1111")]
    [InlineData("4111%3B%001111%2527%1B1111%22%E3%80%801111")]
    [InlineData("3782 - 822463 - 10005", "378282*****0005")]
    [InlineData("4111:1111:1111:1112", "411111******1112")]
    public void A_card_number_is_masked_in_any_grouping_and_script(string number, string shown = "411111******1111")
    {
        Assert.Equal($"card {shown} refused", Redactor.MaskSensitive($"card {number} refused"));
        Assert.Equal($"order {shown}", ReferenceText.Redact($"order {number}"));
    }

    [Theory]
    [InlineData("４１１１-１１１１-１１１１-１１１１")]
    [InlineData("٤١١١ ١١١١ ١١١١ ١١١١")]
    [InlineData("④①①①①①①①①①①①①①①①")]
    [InlineData("𝟒𝟏𝟏𝟏;𝟏𝟏𝟏𝟏;𝟏𝟏𝟏𝟏;𝟏𝟏𝟏𝟏")]
    public void A_card_number_is_masked_in_any_escape_of_any_script(string number)
    {
        var units = number.Select(c => $@"\u{(int)c:x4}");
        var signs = number.EnumerateRunes().Select(rune => rune.Value);
        string[] escaped =
        [
            Uri.EscapeDataString(number),
            Uri.EscapeDataString(Uri.EscapeDataString(number)),
            string.Concat(units),
            string.Concat(units).Replace(@"\", @"\\\\", StringComparison.Ordinal),
            string.Concat(signs.Select(sign => $"&#{sign};")),
            string.Concat(signs.Select(sign => $"&amp;#x{sign:X};")),
            string.Concat(signs.Select(sign => $@"\u{{{sign:x}}}")),
        ];

        Assert.All(
            escaped,
            text => Assert.Equal("card 411111******1111 refused", Redactor.MaskSensitive($"card {text} refused"))
        );
    }

    [Theory]
    [InlineData("2026-11-24T05:40:00.123Z to 2026-11-24T06:40:00.456Z")]
    [InlineData("amounts 1,000; 2,500; 3,750; 12,000; 900")]
    [InlineData("192.168.100.200:8443")]
    [InlineData("from=2026-11-24T05%3A40%3A00.123Z&to=2026-11-24T06%3A40%3A00.456Z&a=&#49;")]
    [InlineData("card CRD8ca3163141234506b61eef is not there")]
    [InlineData("at 2021-09-20T05:47:19.758584719Z, not 2027-12-20T14:31:44.3199010+0530")]
    [InlineData("2025-06-05 21:59:35 - 2021-04-20 19:43:06")]
    [InlineData("valid 2020-10-09/2023-12-06")]
    [InlineData("113.188.85.255:64335 -> 35.20.225.73:443, not 225.247.163.17, 254.164.109.191")]
    [InlineData("card 411b5597-3173-7596-238b-30143dd5ed2b was not found, trace ddd1a7856980612803ccac0ef8739472")]
    [InlineData("2c365dba411111111111111100112233")]
    public void Text_that_only_has_many_digits_stays(string text) => Assert.Equal(text, Redactor.MaskSensitive(text));

    [Theory]
    [InlineData("2026-11-28 4111111111111111 10.0.0.1", "2026-11-28 411111******1111 10.0.0.1")]
    [InlineData("2026-11-28 4111 1111 1111 1111", "2026-11-28 411111******1111")]
    [InlineData("10.0.0.1:4111111111111111", "10.0.0.1:411111******1111")]
    [InlineData("41.11.11.11.11.11.11.11", "411111******1111")]
    [InlineData("4111-11-11 11:11:11.11", "411111******1111")]
    [InlineData("4111111111111111aabbccddeeff0011", "411111******1111aabbccddeeff0011")]
    public void A_card_number_beside_or_like_those_is_masked(string text, string shown) =>
        Assert.Equal(shown, Redactor.MaskSensitive(text));

    [Theory]
    [InlineData("CRD8ca3163141234506b61eef")]
    [InlineData("CRD4111111111111111abc")]
    [InlineData("8ca31631412345061")]
    [InlineData("d5b1b4e0-1234-4567-8901-234567890123")]
    [InlineData("D5B1B4E0123445678901234567890123")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f0671234567890-01")]
    public void An_id_of_an_answer_passes_whole(string id)
    {
        var answer = new ApiResponse(200, [], Redactor.MaskSensitive, text => text);
        Assert.Equal(id, answer.RedactId(id));
        Assert.Equal(id, answer.Identifier(id));
    }

    [Theory]
    [InlineData("calm-20261124054000")]
    [InlineData("ticket: INC1234567890123")]
    [InlineData("2026-11-24 05.40.00 123")]
    [InlineData("order 1234567890123456")]
    [InlineData("from 225.247.163.17, 254.164.109.191")]
    [InlineData("2025-06-05 21:59:35 - 2021-04-20 19:43:06")]
    public void A_name_with_many_digits_is_kept(string name) => Assert.Equal(name, Redactor.MaskName(name));

    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("00004111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("5105, 1051, 0510, 5100")]
    public void A_name_that_has_a_card_number_shows_none(string number) =>
        Assert.DoesNotContain(number, Redactor.MaskName($"calm {number}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("CRD8ca3163141234506b61eef")]
    [InlineData("d5b1b4e0-1234-4567-8901-234567890123")]
    public void An_error_may_name_such_an_id(string id) => Assert.Equal(id, Redactor.MaskPath(id));

    [Theory]
    [InlineData("abcd4111111111111111", "abcd411111******1111")]
    [InlineData("4111111111111111abcd", "411111******1111abcd")]
    [InlineData("ab4111111111111111c", "ab411111******1111c")]
    [InlineData("abcd-4111111111111111-efgh", "abcd-411111******1111-efgh")]
    public void A_word_with_a_card_number_is_an_id_by_its_letters_around_it_only(string word, string shown) =>
        Assert.Equal(shown, Redactor.MaskPath(word));

    [Theory]
    [InlineData("\u001b]0;pwned\u0007\u001b[2J", "\uFFFD]0;pwned\uFFFD\uFFFD[2J")]
    [InlineData("one\r\ntwo", "one\uFFFD\uFFFDtwo")]
    [InlineData("\u200e\u200f\u061c\u2066\u206f", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\u009b2J \u2028 \u202e", "\uFFFD2J \uFFFD \uFFFD")]
    [InlineData("a\tb é 日本", "a\tb é 日本")]
    public void Nothing_in_a_text_acts_on_a_terminal(string text, string shown) =>
        Assert.Equal(shown, Redactor.MaskSensitive(text));

    [Theory]
    [InlineData("securityCode")]
    [InlineData("card_security_code")]
    [InlineData("cvn")]
    [InlineData("cid")]
    [InlineData("CVC2")]
    [InlineData("verification_value")]
    [InlineData("apiKey")]
    [InlineData("x-api-key")]
    [InlineData("pin")]
    [InlineData("db_password")]
    [InlineData("refreshToken")]
    [InlineData("privateKey")]
    [InlineData("cryptogram_value")]
    public void A_secret_is_known_by_all_usual_names(string name) => Assert.True(SecretNames.IsSecretField(name));

    [Theory]
    [InlineData("network_token_last4")]
    [InlineData("state")]
    [InlineData("shipping")]
    [InlineData("decided_by")]
    public void Other_fields_are_no_secrets(string name) => Assert.False(SecretNames.IsSecretField(name));

    [Theory]
    [InlineData("X-Vault-Password")]
    [InlineData("X-Signature")]
    [InlineData("Api-Key")]
    public void A_header_with_a_secret_is_known_by_its_name(string name) =>
        Assert.True(SecretNames.IsSecretHeader(name));

    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJa.")]
    [InlineData("4")]
    [InlineData("4,")]
    [InlineData("AA-")]
    [InlineData("://a@")]
    [InlineData("cvv=1")]
    [InlineData("%3A%2F%2F")]
    [InlineData("%25")]
    [InlineData("\\")]
    [InlineData("\\ud835")]
    [InlineData("2026-11-28")]
    [InlineData("0a")]
    public async Task Redacting_a_long_text_costs_no_more_than_its_length(string part)
    {
        // So long that the square of its length would take hours; with a card number, without which nothing is looked for.
        var text = "4111 1111 1111 1111 " + string.Concat(Enumerable.Repeat(part, 4_000_000 / part.Length));
        await Task.Run(() =>
            {
                Redactor.MaskSensitive(text);
                ErrorText.Redact(text, Redactor.MaskSensitive);
                Redactor.Excerpt(text, 500, Redactor.MaskSensitive);
            })
            .Soon();
    }

    [Fact]
    public void The_cut_of_a_long_text_shows_no_piece_of_a_token()
    {
        var token = "eyJhbGciOiJSUzI1NiJ9." + new string('x', 2000);
        for (var before = 0; before < 40_000; before += 997)
        {
            var text = new string('.', before) + " " + token + " " + new string('y', 60_000);
            Assert.DoesNotContain(
                "xxxx",
                Redactor.Excerpt(text, 500, Redactor.MaskSensitive),
                StringComparison.Ordinal
            );
        }
    }
}
