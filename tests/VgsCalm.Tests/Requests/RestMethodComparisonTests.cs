using System.Text;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest beside Invoke-RestMethod, in the same engine on the same answers.</summary>
public sealed class RestMethodComparisonTests : ConnectedTest
{
    private WebServer _server = null!;
    private byte[] _answer = [];
    private string _contentType = "application/json";
    private (string? ContentType, string Body) _received;

    public override async Task InitializeAsync()
    {
        _server = await WebServer.Start(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            _received = (context.Request.ContentType, await reader.ReadToEndAsync());
            context.Response.ContentType = _contentType;
            await context.Response.Body.WriteAsync(_answer);
        });
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[null]")]
    [InlineData("[[1],[]]")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":/* one */1} // two""")]
    [InlineData("""{"x":{"b":1,"B":2},"y":[{"":1}]}""")]
    [InlineData("""{"a":[1,2,],}""")]
    [InlineData("""{"a":0.1234567890123456789,"b":1e400,"c":-0,"d":1E-5}""")]
    [InlineData("""{"a":123456789012345678901234567890}""")]
    [InlineData("""{"a":9223372036854775807,"b":-0.5,"c":1e3}""")]
    [InlineData("""{"a":"\u00fc\ud83d\ude00"}""")]
    public void JSON_comes_as_from_Invoke_RestMethod(string json) => AssertSame(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void JSON_of_ninety_levels_comes_as_from_Invoke_RestMethod() =>
        AssertSame(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 90)) + "1" + new string('}', 90)));

    [Fact]
    public void JSON_of_twenty_thousand_names_comes_as_from_Invoke_RestMethod() =>
        AssertSame(
            Encoding.UTF8.GetBytes(
                $"{{{string.Join(',', Enumerable.Range(1, 20_000).Select(name => $"\"name-{name}\":{name}"))}}}"
            )
        );

    // The same depth is too much for both, and then both give the text.
    [Theory]
    [InlineData(1000)]
    [InlineData(1100)]
    public void JSON_of_any_depth_has_the_type_that_Invoke_RestMethod_gives(int levels)
    {
        _answer = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels)
        );

        Assert.Equal(
            Run("(Invoke-RestMethod \"$web/calm/x\").GetType().Name").ThrowIfFailed().Single.BaseObject,
            Run("(Invoke-VgsCalmRequest /x -Session web).GetType().Name").ThrowIfFailed().Single.BaseObject
        );
    }

    // Invoke-RestMethod makes a DateTime of what looks like a time, in the time zone of the machine: what was text is no longer known.
    [Theory]
    [InlineData("2026-11-24T05:45:47Z")]
    [InlineData("2026-11-24T05:45:47.1234567+05:30")]
    [InlineData("2026-11-24")]
    [InlineData("/Date(1764000000000)/")]
    public void A_time_stays_the_text_that_the_answer_has(string time)
    {
        _answer = Encoding.UTF8.GetBytes($$"""{"a":"{{time}}"}""");

        Assert.Equal(time, Run("(Invoke-VgsCalmRequest /x -Session web).a").ThrowIfFailed().Single.BaseObject);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public void An_answer_is_read_in_its_charset(string charset)
    {
        _contentType = $"application/json; charset={charset}";
        AssertSame(Encoding.GetEncoding(charset).GetBytes("""{"a":"Grüße"}"""));
    }

    // Invoke-RestMethod takes the mark for a part of the text, which is no JSON then.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_no_part_of_the_answer(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        _contentType = $"application/json; charset={charset}";
        _answer = [.. encoding.GetPreamble(), .. encoding.GetBytes("""{"a":"Grüße"}""")];

        Assert.Equal("""PSCustomObject {"a":"Grüße"}""", Shown("Invoke-VgsCalmRequest /x -Session web"));
    }

    [Theory]
    [InlineData("'a=1&b=2'", "application/x-www-form-urlencoded")]
    [InlineData("[ordered]@{ a = '1 2'; b = 'ü' }", "application/x-www-form-urlencoded")]
    [InlineData("'<a>1</a>'", "application/xml")]
    public void A_form_or_XML_goes_out_as_from_Invoke_RestMethod(string body, string contentType)
    {
        var theirs = Send("Invoke-RestMethod \"$web/calm/x\"", body, contentType);
        var ours = Send("Invoke-VgsCalmRequest /x -Session web", body, contentType);

        Assert.Equal(theirs, ours);
    }

    protected override void Prepare()
    {
        base.Prepare();
        Run(
                "Connect-VgsCalm -Credential $calm -Name web -AuthUri $auth -CalmUri \"$web/calm\"",
                ("web", _server.Address.ToString().TrimEnd('/')),
                ("auth", Emulator.AuthUri.ToString())
            )
            .ThrowIfFailed();
        Shell.Set("web", _server.Address.ToString().TrimEnd('/'));
    }

    private (string? ContentType, string Body) Send(string command, string body, string contentType)
    {
        _answer = "{}"u8.ToArray();
        Run($"{command} -Method Post -ContentType '{contentType}' -Body ({body})").ThrowIfFailed();
        return (_received.ContentType?.Split(';')[0], _received.Body);
    }

    private void AssertSame(byte[] answer)
    {
        _answer = answer;
        Assert.Equal(Shown("Invoke-RestMethod \"$web/calm/x\""), Shown("Invoke-VgsCalmRequest /x -Session web"));
    }

    // The type of what comes, and all of it as JSON.
    private string Shown(string command) =>
        (string)
            Run(
                    $$"""
                    $got = {{command}}
                    "$(if ($null -eq $got) { 'nothing' } else { $got.GetType() }) $(ConvertTo-Json -InputObject $got -Depth 100 -Compress)"
                    """
                )
                .ThrowIfFailed()
                .Single.BaseObject;
}
