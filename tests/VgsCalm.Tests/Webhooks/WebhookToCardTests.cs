using System.Net;
using System.Text;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Tests.Webhooks;

/// <summary>Events that go on to the card or the token.</summary>
public sealed class WebhookToCardTests : ConnectedTest
{
    private const string Told = "$told = ConvertFrom-VgsWebhook -Body $body -Signature $signature -Secret $secret; ";

    [Theory]
    [InlineData("$told | Get-VgsCard")]
    [InlineData("Get-VgsCard $told")]
    [InlineData("[pscustomobject]@{ Id = $told.Id; CardId = $told.CardId } | Get-VgsCard")]
    [InlineData("@{ Id = $told.Id; CardId = $told.CardId } | Get-VgsCard")]
    public void An_event_goes_on_to_its_card(string script)
    {
        var id = Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")["Id"];

        var card = RunTold($$$"""{"id":"evt_1","event":"au_card.updated","details":{"card_id":"{{{id}}}"} }""", script);

        Assert.Equal(id, card["Id"]);
    }

    [Fact]
    public void The_alias_of_VGS_s_own_example_goes_on_to_its_token()
    {
        Run("New-VgsNetworkToken 5114103XX3542293 -ExpMonth 1 -ExpYear 30").ThrowIfFailed();

        var token = RunTold(
            """{"id":"1","event":"network_token.updated","details":{"pan_alias":"5114103XX3542293"}}""",
            "$told | Get-VgsNetworkToken"
        );

        Assert.Equal("5114103XX3542293", token["PanAlias"]);
    }

    [Fact]
    public void An_event_without_a_card_or_alias_asks_for_none()
    {
        Emulator.Requests.Clear();

        var result = RunTold("""{"id":"evt_1","event":"x"}""", "$told | Get-VgsCard; $told | Get-VgsNetworkToken");

        Assert.Empty(result.Output);
        Assert.Equal(2, result.Errors.Count);
        Assert.Equal(0, Emulator.Requests.Count());
    }

    private ShellResult RunTold(string body, string script)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Run(
            Told + script,
            ("body", body),
            ("signature", WebhookSigning.Sign("webhook_secret", TimeProvider.System.GetUtcNow(), bytes)),
            ("secret", new NetworkCredential("", "webhook_secret").SecurePassword)
        );
    }
}
