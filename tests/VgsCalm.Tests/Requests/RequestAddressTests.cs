using System.Management.Automation;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: the address that a request goes to, and those to which none goes.</summary>
public sealed class RequestAddressTests : EchoTest
{
    [Fact]
    public void A_query_is_escaped_and_an_array_gives_its_name_several_times()
    {
        Run(
                "Invoke-VgsCalmRequest '/x?first=1' -Session echo -Query ([ordered]@{ 'a b' = 'c&d=ü/+'; list = 1, "
                    + "2.5, 'three'; yes = $true; none = $null; empty = @() })"
            )
            .ThrowIfFailed();

        Assert.Equal(
            "/calm/x?first=1&a%20b=c%26d%3D%C3%BC%2F%2B&list=1&list=2.5&list=three&yes=true&none=",
            Echo.Only.RawUrl
        );
    }

    [Theory]
    [InlineData("/x", "/calm/x")]
    [InlineData("x", "/calm/x")]
    [InlineData("/cards/a%2Fb", "/calm/cards/a%2Fb")]
    [InlineData("/cards/a:b", "/calm/cards/a:b")]
    [InlineData("/a b", "/calm/a%20b")]
    public void A_path_is_put_under_the_address_of_the_API(string path, string url)
    {
        Run("Invoke-VgsCalmRequest $path -Session echo", ("path", path)).ThrowIfFailed();

        Assert.Equal(url, Echo.Only.RawUrl);
    }

    [Fact]
    public void The_API_s_own_absolute_address_may_be_given_too()
    {
        Run("Invoke-VgsCalmRequest \"$echo/calm/cards/1?a=b\" -Session echo", ("echo", Echo.Address)).ThrowIfFailed();

        Assert.Equal("/calm/cards/1?a=b", Echo.Only.RawUrl);
    }

    [Theory]
    [InlineData("https://evil.example/cards", "https://evil.example/cards")]
    [InlineData("http://192.0.2.1:8080/cards", "http://192.0.2.1:8080/cards")]
    [InlineData("//evil.example/cards", "//evil.example/cards")]
    [InlineData("//evil.example", "//evil.example")]
    [InlineData("https:evil.example", "https:evil.example")]
    [InlineData("ftp://127.0.0.1/x", "ftp://127.0.0.1/x")]
    [InlineData("http://user:secret@evil.example/x", "http://evil.example/x")]
    [InlineData("/../accounts/organizations", "/../accounts/organizations")]
    [InlineData("/cards/../../accounts", "/cards/../../accounts")]
    [InlineData("/%2e%2e/accounts", "/%2e%2e/accounts")]
    [InlineData("https://evil.example/cards?token=1", "https://evil.example/cards")]
    public void A_path_that_leaves_the_API_is_ForeignHost_and_no_token_goes_there(string path, string target)
    {
        var result = Run("Invoke-VgsCalmRequest $path -Session echo", ("path", path));

        result.ShouldFailWith("ForeignHost", ErrorCategory.SecurityError, target);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("/calm/x")]
    [InlineData("/cmp/x")]
    public void The_absolute_address_of_another_port_or_API_is_ForeignHost(string path)
    {
        // The first is the emulator's own CALM, the second another API on the very host.
        var address =
            (
                path.StartsWith("/calm", StringComparison.Ordinal)
                    ? Emulator.BaseUri.ToString().TrimEnd('/')
                    : Echo.Address
            ) + path;

        Run("Invoke-VgsCalmRequest $path -Session echo", ("path", address))
            .ShouldFailWith("ForeignHost", ErrorCategory.SecurityError, address);

        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("/x\\..\\y", "/x\\..\\y")]
    [InlineData("/x#y", "/x#y")]
    [InlineData("/cards//check", "/cards//check")]
    [InlineData(" ", " ")]
    [InlineData("/x\r\ny", "/x??y")]
    public void A_path_that_no_address_can_have_is_RequestInvalid(string path, string target)
    {
        Run("Invoke-VgsCalmRequest $path -Session echo", ("path", path))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, target);

        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Invoke-VgsCalmRequest @{ name = 'Ann' } -Method Post -Session echo")]
    [InlineData("Invoke-VgsCalmRequest -Path ([pscustomobject]@{ id = 'CRD1' }) -Session echo")]
    public void The_text_of_a_record_is_no_path(string script)
    {
        var refused = Run(script).Failure!.ToString();

        Assert.Contains("'Path'", refused, StringComparison.Ordinal);
        Assert.Contains("has no text that could be sent", refused, StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }
}
