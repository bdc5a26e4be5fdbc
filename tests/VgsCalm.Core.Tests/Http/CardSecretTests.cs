using System.Text;
using System.Text.Json;
using VgsCalm.Http;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Http;

/// <summary>Security codes, PINs and tracks: the names that no import takes are those that no answer may repeat.</summary>
public sealed class CardSecretTests : IDisposable
{
    private const string Track = "%B4111111111111111^DOE/JOHN^29121011234?";

    private readonly TransportRig _rig = new();

    public static TheoryData<string, string> Fields =>
        new()
        {
            { "cardCvv", "739" },
            { "card_cvc", "739" },
            { "iCVV", "739" },
            { "dcvv", "739" },
            { "pvv", "7391" },
            { "encryptedPin", "A1B2C3D4" },
            { "track", Track },
            { "track3", Track },
            { "track1Data", Track },
            { "Track 2 Data", Track },
            { "magstripe", Track },
            { "magneticStripe", Track },
        };

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task No_answer_repeats_one_and_no_debug_line_shows_it(string name, string value)
    {
        var body = JsonSerializer.Serialize(new Dictionary<string, string> { [name] = value, ["state"] = "shown" });
        var answer = JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["errors"] = new[] { new { detail = $"you sent {value} here" } },
                [name] = value,
            }
        );
        _rig.Service.Answer(422, answer);

        var error = await _rig.Fail(
            new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards") { Body = Encoding.UTF8.GetBytes(body) }
        );

        Assert.Contains("you sent *** here", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(value, _rig.Debug, StringComparison.Ordinal);
        Assert.DoesNotContain("DOE", _rig.Debug, StringComparison.Ordinal);
        Assert.Contains("shown", _rig.Debug, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cvv")]
    [InlineData("Card_Security_Code")]
    [InlineData("cav2")]
    [InlineData("PIN Block")]
    [InlineData("track.3.data")]
    [InlineData("Magnetic stripe")]
    public void No_column_of_such_a_name_is_imported(string name) => Assert.True(SecretNames.IsCardSecret(name));

    // An alias is a token: a column of that name may hold what stands for the number.
    [Theory]
    [InlineData("token")]
    [InlineData("password")]
    public void A_secret_that_is_no_cards_may_be_the_name_of_a_column(string name)
    {
        Assert.False(SecretNames.IsCardSecret(name));
        Assert.True(SecretNames.IsSecretField(name));
    }

    [Theory]
    [InlineData("tracking_id")]
    [InlineData("track_name")]
    [InlineData("cvv_result")]
    [InlineData("shipping_pincode_area")]
    [InlineData("card_id")]
    [InlineData("capability")]
    [InlineData("pan_alias")]
    [InlineData("client_id")]
    public void Ids_and_names_that_sound_alike_stay(string name) =>
        Assert.False(SecretNames.IsSecretField(name) || SecretNames.IsCardSecret(name));

    public void Dispose() => _rig.Dispose();
}
