namespace VgsCalm.Tests.Emulation;

/// <summary>The realm's page for a device's code, and the hint of an identity provider.</summary>
public sealed class DevicePageTests : EmulatorTest
{
    private const string Page = "auth/realms/vgs/device";

    [Fact]
    public async Task The_hint_counts_in_the_address_that_begins_the_sign_in()
    {
        var begun = await PostAsync("auth/device", ("client_id", "vgs-cli-public"), ("scope", "openid"));
        var code = begun.Text("user_code");

        var opened = await SendAsync(HttpMethod.Get, $"{Page}?user_code={code}&kc_idp_hint=ACother");
        var typed = await SendAsync(HttpMethod.Post, Page, content: Form(("device_user_code", code)));

        Assert.Contains("Identity provider of <code>ACother</code>", opened.Body, StringComparison.Ordinal);
        Assert.Contains("kc-form-login", typed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Identity provider", typed.Body, StringComparison.Ordinal);
    }
}
