using System.Management.Automation;
using System.Text.Json.Nodes;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: the body that leaves.</summary>
public sealed class RequestBodyTests : EchoTest
{
    private const string Post = "Invoke-VgsCalmRequest /x -Session echo -Method Post ";

    [Theory]
    [InlineData("@{ a = 1 }", """{"a":1}""")]
    [InlineData("[ordered]@{ b = 1; a = 'x'; c = $true }", """{"b":1,"a":"x","c":true}""")]
    [InlineData("[pscustomobject]@{ b = 1; a = $null }", """{"b":1,"a":null}""")]
    [InlineData("@{ a = @{ b = @(1, @{ c = @() }) } }", """{"a":{"b":[1,{"c":[]}]}}""")]
    [InlineData("@{ a = [pscustomobject]@{ b = ,'one' } }", """{"a":{"b":["one"]}}""")]
    [InlineData("@(1, 'b', $null, @{ c = 2 })", """[1,"b",null,{"c":2}]""")]
    [InlineData("@{ a = 1.5; }", """{"a":1.5}""")]
    [InlineData("@{ a = 0.10d }", """{"a":0.10}""")]
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
    public void The_lines_of_a_file_are_one_text()
    {
        Run(
                "$file = New-TemporaryFile; Set-Content $file '{', '  \"a\": 1', '}'; "
                    + Post
                    + "-Body (Get-Content $file); Remove-Item $file"
            )
            .ThrowIfFailed();

        Assert.Equal("{\n  \"a\": 1\n}", Echo.Only.Text);
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
}
