using System.Management.Automation;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: method, token and headers that leave, and what -WhatIf keeps back.</summary>
public sealed class RequestSendingTests : EchoTest
{
    private const string Post = "Invoke-VgsCalmRequest /x -Session echo -Method Post ";

    [Theory]
    [InlineData("Get")]
    [InlineData("Head")]
    [InlineData("Post")]
    [InlineData("Put")]
    [InlineData("Patch")]
    [InlineData("Delete")]
    public void Each_method_goes_out_as_it_is(string method)
    {
        Run($"Invoke-VgsCalmRequest -Path /x -Session echo -Method {method}").ThrowIfFailed();

        Assert.Equal(method.ToUpperInvariant(), Echo.Only.Method);
        Assert.Equal("/calm/x", Echo.Only.RawUrl);
        Assert.Empty(Echo.Only.Body);
    }

    [Fact]
    public void An_empty_cell_is_no_body_of_a_read()
    {
        Run("\"Body,Path`n,/x\" | ConvertFrom-Csv | Invoke-VgsCalmRequest -Session echo").ThrowIfFailed();

        Assert.Empty(Echo.Only.Body);
    }

    [Fact]
    public void The_token_of_the_session_goes_with_it()
    {
        Run("Invoke-VgsCalmRequest /x -Session echo").ThrowIfFailed();

        var token = Run("Get-VgsAccessToken -Session echo -AsPlainText").Single.BaseObject;
        Assert.Equal(["Bearer " + token], Echo.Only.Headers["Authorization"]);
        Assert.StartsWith("VgsCalm/", Echo.Only.Headers["User-Agent"][0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Calm", "/calm/x", "application/json", "application/json")]
    [InlineData("Cmp", "/cmp/x", "application/vnd.api+json", "application/vnd.api+json")]
    [InlineData("Accounts", "/accounts/x", "application/vnd.api+json", "application/vnd.api+json")]
    [InlineData("CardAttributes", "/attributes/x", "application/json", "application/json")]
    public void Each_API_has_its_own_address_and_content_type(string api, string url, string contentType, string accept)
    {
        Run(Post + "-Api $api -Body @{ a = 1 }", ("api", api)).ThrowIfFailed();

        Assert.Equal(url, Echo.Only.RawUrl);
        Assert.Equal([contentType], Echo.Only.Headers["Content-Type"]);
        Assert.StartsWith(accept, string.Join(',', Echo.Only.Headers["Accept"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Further_headers_arrive_and_Accept_replaces_the_API_s_own()
    {
        Run(Post + "-Headers @{ 'Calm-Merchant' = 'MC1'; 'X-Numbers' = 1, 2; Accept = 'text/plain' }").ThrowIfFailed();

        Assert.Equal(["MC1"], Echo.Only.Headers["Calm-Merchant"]);
        Assert.Equal(
            "1,2",
            string.Join(',', Echo.Only.Headers["X-Numbers"]).Replace(" ", "", StringComparison.Ordinal)
        );
        Assert.Equal(["text/plain"], Echo.Only.Headers["Accept"]);
    }

    [Theory]
    [InlineData("-Headers @{ 'content-type' = 'application/merge-patch+json' }", "application/merge-patch+json")]
    [InlineData(
        "-ContentType 'application/merge-patch+json; charset=utf-8'",
        "application/merge-patch+json; charset=utf-8"
    )]
    [InlineData(
        "-ContentType application/first -Headers @{ 'Content-Type' = 'application/second' }",
        "application/first"
    )]
    public void The_content_type_can_be_said_either_way(string parameters, string expected)
    {
        Run(Post + "-Body '{}' " + parameters).ThrowIfFailed();

        Assert.Equal([expected], Echo.Only.Headers["Content-Type"]);
    }

    [Fact]
    public void A_malformed_content_type_is_RequestInvalid()
    {
        Run(Post + "-Body '{}' -ContentType 'not a type'")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "ContentType");

        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Authorization", "Bearer mine")]
    [InlineData("authorization", "Bearer mine")]
    [InlineData("Proxy-Authorization", "Basic mine")]
    [InlineData("Host", "evil.example")]
    [InlineData("Content-Length", "999")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("X-Split", "a\r\nX-Other: b")]
    [InlineData("X-Umlaut", "ü")]
    [InlineData("X Space", "a")]
    [InlineData("", "a")]
    public void A_header_that_is_the_session_s_or_cannot_be_sent_is_RequestInvalid(string name, string value)
    {
        var error = Run(Post + "-Body '{}' -Headers @{ $name = $value }", ("name", name), ("value", value))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/x");

        Assert.Contains("nothing was sent", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("mine", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Post")]
    [InlineData("Put")]
    [InlineData("Patch")]
    [InlineData("Delete")]
    public void WhatIf_sends_nothing_that_could_change_anything(string method)
    {
        var result = Run($"Invoke-VgsCalmRequest /x -Session echo -Method {method} -WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(Echo.Received);
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Head")]
    public void WhatIf_does_not_keep_one_from_looking(string method)
    {
        Run($"Invoke-VgsCalmRequest /x -Session echo -Method {method} -WhatIf").ThrowIfFailed();

        Assert.Equal(method.ToUpperInvariant(), Echo.Only.Method);
    }
}
