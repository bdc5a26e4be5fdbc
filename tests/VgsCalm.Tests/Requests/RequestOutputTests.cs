using System.Management.Automation;
using System.Numerics;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: what comes back.</summary>
public sealed class RequestOutputTests : ConnectedTest
{
    [Fact]
    public void JSON_comes_as_objects_and_what_looks_like_a_date_stays_a_string()
    {
        var answer = Get("""{"at":"2026-01-02T03:04:05Z","day":"2026-01-02","number":"0042","yes":true,"none":null}""");

        Assert.IsType<PSCustomObject>(answer.Single.BaseObject);
        Assert.Equal("2026-01-02T03:04:05Z", Assert.IsType<string>(answer["at"]));
        Assert.Equal("2026-01-02", Assert.IsType<string>(answer["day"]));
        Assert.Equal("0042", answer["number"]);
        Assert.Equal(true, answer["yes"]);
        Assert.NotNull(answer.Single.Properties["none"]);
        Assert.Null(answer["none"]);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("1.5", 1.5)]
    [InlineData("1e3", 1000.0)]
    [InlineData("\"text\"", "text")]
    [InlineData("true", true)]
    public void A_single_value_is_one_too(string json, object expected)
    {
        Assert.Equal(expected, Get(json).Single.BaseObject);
        Assert.Equal(
            expected,
            Run(
                "(Invoke-VgsCalmRequest /thing2).a",
                Answering("/calm/thing2", $$"""{"a":{{json}}}""")
            ).Single.BaseObject
        );
    }

    [Fact]
    public void A_number_that_no_long_can_hold_keeps_all_its_digits() =>
        Assert.Equal(
            BigInteger.Parse("123456789012345678901", System.Globalization.CultureInfo.InvariantCulture),
            Get("""{"a":123456789012345678901}""")["a"]
        );

    [Fact]
    public void Objects_in_objects_and_lists_are_reached_by_their_names()
    {
        Get("""{"data":{"cards":[{"id":"CRD1"},{"id":"CRD2","tags":["a","b"]}]}}""");

        Assert.Equal("CRD2", Run("(Invoke-VgsCalmRequest /thing).data.cards[1].id").Single.BaseObject);
        Assert.Equal(
            ["CRD1", "CRD2"],
            Run("(Invoke-VgsCalmRequest /thing).data.cards.id").Output.Select(o => o.BaseObject)
        );
        Assert.Equal("a b", Run("\"$((Invoke-VgsCalmRequest /thing).data.cards[1].tags)\"").Single.BaseObject);
    }

    [Fact]
    public void A_list_comes_as_one_object_as_Invoke_RestMethod_gives_it()
    {
        var list = Assert.IsType<object?[]>(Get("""[{"a":1},2,null]""").Single.BaseObject);

        Assert.Equal(3, list.Length);
        Assert.Equal(3, Run("(Invoke-VgsCalmRequest /thing).Count").Single.BaseObject);
    }

    [Theory]
    [InlineData("""{"a":1,"A":2}""", "differ only in case")]
    [InlineData("""{"x":{"ID":1,"id":2}}""", "differ only in case")]
    [InlineData("""{"a":1,"":3}""", "empty name")]
    public void Names_that_no_object_can_have_leave_the_text_whole(string body, string warning)
    {
        var answer = Get(body);

        Assert.Equal(body, answer.Single.BaseObject);
        Assert.Contains(warning, Assert.Single(answer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "text/plain")]
    [InlineData("<p>Grüße</p>", "text/html")]
    [InlineData("{\"broken\":", "application/json")]
    public void A_body_that_is_no_JSON_comes_as_text(string body, string contentType)
    {
        Always(FaultKind.RawBody, "/calm/thing", body: body, contentType: contentType);

        Assert.Equal(body, Run("Invoke-VgsCalmRequest /thing").Single.BaseObject);
    }

    [Fact]
    public void An_empty_body_is_no_output()
    {
        Always(FaultKind.Empty, "/calm/thing", status: 204);

        Assert.Empty(
            Run("Invoke-VgsCalmRequest /thing -Method Delete; Invoke-VgsCalmRequest /thing").ThrowIfFailed().Output
        );
    }

    [Fact]
    public void An_error_status_can_be_taken_as_an_answer_with_status_and_headers()
    {
        var result = Run(
            "Invoke-VgsCalmRequest /cards/CRDabc -SkipHttpErrorCheck -StatusCodeVariable status -ResponseHeadersVariable headers"
        );

        Assert.Equal("card-not-found", Run("$answer.errors[0].code", ("answer", result.Single)).Single.BaseObject);
        Assert.Equal(404, Shell.Get("status"));
        Assert.Equal("application/json", Run("$headers['content-TYPE']").Single.BaseObject);
        Assert.Equal(32, Run("$headers['x-request-id'][0].Length").Single.BaseObject);
    }

    [Fact]
    public void Status_and_headers_are_told_of_successes_too()
    {
        Always(FaultKind.RawBody, "/calm/thing", status: 201, body: "{}");

        Run("$null = Invoke-VgsCalmRequest /thing -Method Post -StatusCodeVariable status -RHV headers")
            .ThrowIfFailed();

        Assert.Equal(201, Shell.Get("status"));
        Assert.Equal("application/json", Run("$headers['Content-Type']").Single.BaseObject);
    }

    [Fact]
    public void The_variables_are_those_of_the_function_that_asks()
    {
        var result = Run(
                "$status = 'mine'; function f { $null = Invoke-VgsCalmRequest /cards/CRDabc -SkipHttpErrorCheck "
                    + "-StatusCodeVariable status; $status }; f; $status"
            )
            .ThrowIfFailed();

        Assert.Equal([404, "mine"], result.Output.Select(o => o.BaseObject));
    }

    private ShellResult Get(string json) => Run("Invoke-VgsCalmRequest /thing", Answering("/calm/thing", json));

    private (string Name, object? Value) Answering(string path, string json)
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.RawBody,
                PathPattern = $"^{path}$",
                Body = json,
                Times = -1,
            }
        );
        return ("answering", json);
    }
}
