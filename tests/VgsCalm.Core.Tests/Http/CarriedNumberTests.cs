using System.Text;
using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A service that repeats the card number of a request, cut, spelt and wrapped in ways that no rule foresees.</summary>
public sealed class CarriedNumberTests : IDisposable
{
    private const string Number = "4539148803436467";

    private readonly TransportRig _rig = new();

    [Theory]
    [InlineData("4539 and 1488 and 0343 and 6467", "4539 and 14** and **** and 6467")]
    [InlineData("4539x1488x0343x6467", "4539x14**x****x6467")]
    [InlineData("453 (x) 9148803436467", "453 (x) 914******6467")]
    [InlineData("45391488**03436467", "453914********6467")]
    [InlineData("4539     1488     0343     6467", "4539     14**     ****     6467")]
    [InlineData("45391488\u200B\u200B\u200B\u200B\u200B03436467", "453914**\u200B\u200B\u200B\u200B\u200B****6467")]
    [InlineData(@"45391488\x30\x33\u{34}\u0033\\u0036467", @"453914******\\u0036467")]
    [InlineData("45391488%EF%BC%90%2533&#52;&amp;#51;6467", "453914******6467")]
    public void Nothing_between_its_digits_hides_it(string written, string shown) =>
        Assert.Equal($"got {shown}.", CarriedNumber.Mask($"got {written}.", Number));

    [Theory]
    [InlineData("4539148803436468")]
    [InlineData("45391488 1 03436467")]
    [InlineData("453914******6467")]
    [InlineData("2026-11-27T09:42:28.123Z card CRD45391")]
    public void Other_digits_stay(string text) => Assert.Equal(text, CarriedNumber.Mask(text, Number));

    [Theory]
    [InlineData("""{"errors":[{"code":"45391488","detail":"03436467"}]}""")]
    [InlineData("""{"errors":[{"detail":"you sent 45391488"},{"detail":"03436467"}]}""")]
    [InlineData("""{"errors":[{"code":"4539","detail":"1488"},{"code":"0343","detail":"6467"}]}""")]
    [InlineData("""{"error":"45391488","error_description":"03436467 is no card"}""")]
    [InlineData("""{"errors":[{"code":"no","title":"x","meta":{"first":"45391488","rest":["0343","6467"]}}]}""")]
    public async Task Neither_messages_nor_debug_put_its_pieces_together(string body)
    {
        _rig.Service.Answer(422, body);
        var card = new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards")
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(new { name = "Ann Ash", number = Number }),
            BodyMayHaveSecrets = false,
        };

        var error = await _rig.Fail(card);

        Assert.DoesNotContain(Number, Digits($"{error.Message} {error.RecommendedAction}"), StringComparison.Ordinal);
        Assert.DoesNotContain(Number, Digits(string.Concat<object>(error.Errors)), StringComparison.Ordinal);
        Assert.DoesNotContain(Number, Digits(_rig.Debug), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_two_fields_is_in_no_message()
    {
        _rig.Service.Answer(422, """{"errors":[{"code":"s3cr3t","detail":"5f0c"},{"code":"b","detail":"c"}]}""");

        var error = await _rig.Fail(new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards?api_key=s3cr3t5f0c"));

        Assert.Contains("***: ***; ***: ***", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("5f0c", string.Concat<object>(error.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cards/4539148803436467")]
    [InlineData("/cards?number=4539-1488-0343-6467")]
    [InlineData("/cards?pan=4539148803436460", "4539148803436460")]
    public async Task That_of_a_path_or_query_is_known_too(string path, string number = Number)
    {
        _rig.Service.Answer(422, $$"""{"errors":[{"detail":"got {{number.Insert(8, " and ")}}"}]}""");

        var error = await _rig.Fail(new ApiRequest(HttpMethod.Get, VgsApi.Calm, path));

        Assert.Contains("got 453914** and ****", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"number":"4539148803436460"}""", "4539148803436460")]
    [InlineData("""{"card":{"pan":["4539 1488 0343 6460"]}}""", "4539148803436460")]
    [InlineData("""{"number":4539148803436460}""", "4539148803436460")]
    [InlineData("""{"note":4539148803436467}""", Number)]
    public void That_of_a_JSON_body_is_known_by_its_field_or_its_digits(string body, string number)
    {
        var secrets = new RequestSecrets("token-5f0c", body: null) { Sent = Encoding.UTF8.GetBytes(body) };

        Assert.Equal("got 453914** and ****" + number[^4..], secrets.RedactSecrets($"got {number.Insert(8, " and ")}"));
    }

    [Theory]
    [InlineData("""{"id":"4539148803436460"}""")]
    [InlineData("""{"id":4539148803436460}""")]
    public void Another_fields_digits_without_a_check_digit_are_none(string body)
    {
        var secrets = new RequestSecrets("token-5f0c", body: null) { Sent = Encoding.UTF8.GetBytes(body) };

        Assert.Equal("got 45391488 and 03436460", secrets.RedactSecrets("got 45391488 and 03436460"));
    }

    [Fact]
    public void Digits_of_another_script_do_not_hide_it()
    {
        var secrets = new RequestSecrets("token-5f0c", body: null) { Sent = Encoding.UTF8.GetBytes($"\"{Number}\"") };

        Assert.Equal("４５３９１４** and ****６４６７", secrets.RedactSecrets("４５３９１４８８ and ０３４３６４６７"));
    }

    [Theory]
    [InlineData("4539148803436467 ")]
    [InlineData("4539148803436467")]
    [InlineData("4539148803436")]
    [InlineData("4 ")]
    [InlineData("%2534")]
    public async Task Looking_for_it_costs_no_more_than_the_length(string part)
    {
        // So long that the square of its length would take hours.
        var text = string.Concat(Enumerable.Repeat(part, 4_000_000 / part.Length));
        var secrets = new RequestSecrets("token-5f0c", body: null) { Sent = Encoding.UTF8.GetBytes($"\"{Number}\"") };
        await Task.Run(() => secrets.RedactSecrets(text)).Soon();
    }

    public void Dispose() => _rig.Dispose();

    private static string Digits(string text) => new([.. text.Where(char.IsAsciiDigit)]);
}
