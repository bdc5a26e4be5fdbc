using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Screen;

/// <summary>Text of the service in every field of what a command gives: no escape sequence of it reaches a screen or a log.</summary>
public sealed class ServerTextTests : ConnectedTest
{
    // A title of the window, a colour in one character, text turned around, line ends of every kind, a bell.
    private const string Acts = "A\\u001b]0;x\\u0007\\u009b31mB\\u202eC\\u2028D\\u0085E\\nZ1\\r\\nZ2";

    [Theory]
    [InlineData("Get-VgsCard CRD1", "/calm", "id state event failure_code name")]
    [InlineData("Get-VgsCard CRD1", "/calm", "id state number")]
    [InlineData(
        "Get-VgsCardUpdate -Name A -Number tok_a -ExpMonth 1 -ExpYear 30",
        "/calm",
        "event failure_code name number"
    )]
    [InlineData("New-VgsCard -Name A -Number tok_a -ExpMonth 1 -ExpYear 30", "/calm", "id state event name number")]
    [InlineData("Get-VgsNetworkToken tok_a", "/calm", "id pan_alias state network_token_last4 expires_at")]
    [InlineData(
        "New-VgsMerchant -DbaMerchantTradeName A -MerchantLegalName A",
        "/calm",
        "id dba_merchant_trade_name vault_id"
    )]
    [InlineData("Get-VgsCardAttribute 411111", "/card-attributes", "bin brand card_type issuing_organization")]
    public void None_of_it_acts_on_a_terminal(string command, string path, string fields)
    {
        var members = string.Join(',', fields.Split(' ').Select(field => $"\"{field}\":\"{field}{Acts}\""));
        Always(FaultKind.RawBody, path, 200, $$"""{"data":{{{members}}},{{members}}}""", "application/json");

        var shown = Run(
            $$"""
            $got = {{command}}
            $got | Out-String -Width 400
            $got | Format-List * | Out-String -Width 400
            "$got"
            $got | ConvertTo-Csv
            """
        );

        var text = string.Join('\n', shown.ThrowIfFailed().Output);
        Assert.Contains("\uFFFD", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is '\u0007' or '\u009b' or '\u202e' or '\u2028' or '\u0085');
        Assert.DoesNotContain("\u001b]", text, StringComparison.Ordinal);
    }
}
