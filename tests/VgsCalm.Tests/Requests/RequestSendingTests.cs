using System.Management.Automation;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: what leaves.</summary>
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

    [Theory]
    [InlineData("@{ a = 1 }", """{"a":1}""")]
    [InlineData("[ordered]@{ b = 1; a = 'x'; c = $true }", """{"b":1,"a":"x","c":true}""")]
    [InlineData("[pscustomobject]@{ b = 1; a = $null }", """{"b":1,"a":null}""")]
    [InlineData("@{ a = @{ b = @(1, @{ c = @() }) } }", """{"a":{"b":[1,{"c":[]}]}}""")]
    [InlineData("@{ a = [pscustomobject]@{ b = ,'one' } }", """{"a":{"b":["one"]}}""")]
    [InlineData("@(1, 'b', $null, @{ c = 2 })", """[1,"b",null,{"c":2}]""")]
    [InlineData("@{ a = 1.5; }", """{"a":1.5}""")]
    [InlineData("@{ a = [decimal]'0.10' }", """{"a":0.10}""")]
    [InlineData(
        "@{ a = [bigint]::Parse('123456789012345678901234567890') }",
        """{"a":123456789012345678901234567890}"""
    )]
    [InlineData("@{ a = [long]::MaxValue }", """{"a":9223372036854775807}""")]
    [InlineData("@{ a = [switch]$true; }", """{"a":true}""")]
    [InlineData("@{ a = [System.DayOfWeek]::Monday }", """{"a":"Monday"}""")]
    [InlineData(
        "@{ a = [datetime]::new(2026, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc) }",
        """{"a":"2026-01-02T03:04:05Z"}"""
    )]
    [InlineData("@{ a = [uri]'https://example.com/x' }", """{"a":"https://example.com/x"}""")]
    [InlineData("@{ a = 'Jürgen \"x\" \\ 日本' }", """{"a":"Jürgen \"x\" \\ 日本"}""")]
    [InlineData("@{}", "{}")]
    [InlineData("'text'.Length", "4")]
    public void A_body_of_PowerShell_objects_is_sent_as_JSON(string body, string expected)
    {
        Run(Post + $"-Body ({body})").ThrowIfFailed();

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Echo.Only.Json), Echo.Only.Text);
    }

    [Fact]
    public void The_order_of_an_ordered_body_is_kept()
    {
        Run(Post + "-Body ([ordered]@{ z = 1; a = 2; m = 3 })").ThrowIfFailed();

        Assert.Equal("""{"z":1,"a":2,"m":3}""", Echo.Only.Text);
    }

    [Fact]
    public void A_string_is_JSON_already_and_is_sent_as_it_stands()
    {
        Run(Post + "-Body $json", ("json", "{ \"name\" : \"Jürgen\" }\n")).ThrowIfFailed();

        Assert.Equal("{ \"name\" : \"Jürgen\" }\n", Echo.Only.Text);
        Assert.Equal(["application/json"], Echo.Only.Headers["Content-Type"]);
    }

    [Fact]
    public void Bytes_are_sent_as_they_are()
    {
        Run(Post + "-Body ([byte[]](1, 2, 255)) -ContentType application/octet-stream").ThrowIfFailed();

        Assert.Equal([1, 2, 255], Echo.Only.Body);
        Assert.Equal(["application/octet-stream"], Echo.Only.Headers["Content-Type"]);
    }

    [Fact]
    public void An_answer_can_be_sent_back_as_a_body()
    {
        Echo.Answer = _ => (200, """{"a":{"at":"2026-01-02T03:04:05Z","list":[1,2.5,null]}}""");

        Run(
                "$answer = Invoke-VgsCalmRequest /x -Session echo; Invoke-VgsCalmRequest /y -Session echo -Method Put -Body $answer"
            )
            .ThrowIfFailed();

        Assert.Equal("""{"a":{"at":"2026-01-02T03:04:05Z","list":[1,2.5,null]}}""", Echo.Received.Last().Text);
    }

    [Theory]
    [InlineData("$h = @{}; $h.self = $h", "$h")]
    [InlineData("$o = [pscustomobject]@{ self = $null }; $o.self = $o", "@{ a = $o }")]
    [InlineData("", "@{ a = [double]::NaN }")]
    [InlineData("", "@{ secret = $calm.Password }")]
    [InlineData("", "@{ credential = $calm }")]
    [InlineData("", "@{ address = [ipaddress]'192.0.2.1' }")]
    public void A_body_that_JSON_cannot_say_is_RequestInvalid_and_nothing_is_sent(string before, string body)
    {
        var result = Run($"{before}; {Post} -Body ({body})");

        result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Body");
        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void A_body_that_JSON_cannot_say_does_not_keep_the_next_from_being_sent()
    {
        var result = Run("@{ n = [double]::NaN }, @{ n = 2 } | Invoke-VgsCalmRequest /x -Session echo -Method Post");

        result.ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "Body");
        Assert.Equal("""{"n":2}""", Echo.Only.Text);
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Head")]
    public void A_body_with_a_method_that_has_none_is_RequestInvalid(string method)
    {
        Run($"Invoke-VgsCalmRequest /x -Session echo -Method {method} -Body @{{ a = 1 }}")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/x");

        Assert.Empty(Echo.Received);
    }

    [Fact]
    public void Each_body_from_the_pipeline_is_a_request()
    {
        Run("@{ n = 1 }, [pscustomobject]@{ n = 2 }, '{\"n\":3}' | Invoke-VgsCalmRequest /x -Session echo -Method Post")
            .ThrowIfFailed();

        Assert.Equal(["""{"n":1}""", """{"n":2}""", """{"n":3}"""], Echo.Received.Select(r => r.Text));
    }

    [Fact]
    public void An_object_with_a_path_describes_a_request_whole()
    {
        Run(
                """
                [pscustomobject]@{ Path = '/a'; Method = 'Post'; Body = @{ n = 1 } },
                [pscustomobject]@{ Path = '/b' },
                [pscustomobject]@{ Path = '/c'; Query = @{ q = 'x y' } },
                [pscustomobject]@{ Path = '/d'; Method = 'Delete' } | Invoke-VgsCalmRequest -Session echo
                """
            )
            .ThrowIfFailed();

        Assert.Equal(
            ["POST /calm/a {\"n\":1}", "GET /calm/b ", "GET /calm/c?q=x%20y ", "DELETE /calm/d "],
            Echo.Received.Select(r => $"{r.Method} {r.RawUrl} {r.Text}")
        );
    }

    [Fact]
    public void With_a_path_of_its_own_the_command_takes_the_same_object_as_the_body()
    {
        Run("[pscustomobject]@{ Path = '/a'; n = 1 } | Invoke-VgsCalmRequest -Path /x -Method Post -Session echo")
            .ThrowIfFailed();

        Assert.Equal("/calm/x", Echo.Only.RawUrl);
        Assert.Equal("""{"Path":"/a","n":1}""", Echo.Only.Text);
    }

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
    public void What_is_no_content_type_is_RequestInvalid()
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
    [InlineData("/x\r\ny", "/x??y")]
    public void A_path_that_no_address_can_have_is_RequestInvalid(string path, string target)
    {
        Run("Invoke-VgsCalmRequest $path -Session echo", ("path", path))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, target);

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
