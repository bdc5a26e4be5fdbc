using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: many requests at once.</summary>
public sealed class RequestWindowTests : ConnectedTest
{
    private const string Merchants =
        "1..40 | ForEach-Object { @{ dba_merchant_trade_name = \"m$_\"; merchant_legal_name = 'x' } } | "
        + "Invoke-VgsCalmRequest /merchants -Method Post ";

    [Fact]
    public void Answers_come_in_the_order_of_the_input_however_many_are_under_way()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.SlowDrip,
                PathPrefix = "/calm/merchants",
                Times = 2,
                Delay = 200,
                DripInterval = 1,
            }
        );

        var result = Run($"({Merchants} -ThrottleLimit 16).data.dba_merchant_trade_name").ThrowIfFailed();

        Assert.Equal(Enumerable.Range(1, 40).Select(i => $"m{i}"), result.Output.Select(o => o.BaseObject));
        Assert.InRange(Emulator.Requests.MaxConcurrent, 2, 16);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-ThrottleLimit 1", 1)]
    [InlineData("-ThrottleLimit 4", 4)]
    public void No_more_are_under_way_than_is_said(string parameters, int limit)
    {
        Emulator.Options.Latency = 15;

        Assert.Equal(40, Run(Merchants + parameters).ThrowIfFailed().Output.Count);

        Assert.InRange(Emulator.Requests.MaxConcurrent, Math.Min(2, limit), limit);
    }

    [Fact]
    public void A_request_that_fails_keeps_its_place_and_stops_none_of_the_others()
    {
        Answer("/calm/a", "1");
        Answer("/calm/c", "3");
        Always(FaultKind.Status, "/calm/b", status: 409);

        var result = Run(
            """
            $done = @()
            '/a', '/b', 'https://evil.example/', '/c' | ForEach-Object { [pscustomobject]@{ Path = $_ } } |
                Invoke-VgsCalmRequest -ThrottleLimit 16 -ErrorVariable failed 2>&1 |
                ForEach-Object {
                    $isError = $_ -is [System.Management.Automation.ErrorRecord]
                    "$(if ($isError) { $_.FullyQualifiedErrorId } else { $_ })".Split(',')[0]
                }
            """
        );

        Assert.Equal(["1", "Conflict", "ForeignHost", "3"], result.Output.Select(o => o.BaseObject));
    }

    [Fact]
    public void Stop_sends_nothing_after_a_failure_and_loses_no_pending_answer()
    {
        // The first fails when the second is under way, and before that is answered.
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                PathPrefix = "/calm/bad",
                Status = 404,
                Delay = 500,
            }
        );
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.RawBody,
                PathPrefix = "/calm/slow",
                Body = "\"slow\"",
                Delay = 1500,
            }
        );

        var result = Run(
            "'/bad', '/slow', '/never', '/never' | ForEach-Object { [pscustomobject]@{ Path = $_ } } | "
                + "Invoke-VgsCalmRequest -ThrottleLimit 2 -ErrorAction Stop"
        );

        Assert.NotNull(result.Terminating);
        result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "/bad");
        Assert.Equal("slow", Assert.Single(result.Output).BaseObject);
        Assert.Equal(0, Emulator.Requests.Count(pathPrefix: "/calm/never"));
    }

    [Fact]
    public void The_preference_Stop_counts_too_and_so_does_a_local_refusal()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.RawBody,
                PathPrefix = "/calm/slow",
                Body = "\"slow\"",
                Delay = 100,
            }
        );

        var result = Run(
            "$ErrorActionPreference = 'Stop'; '/slow', '//evil.example/x', '/never' | ForEach-Object { "
                + "[pscustomobject]@{ Path = $_ } } | Invoke-VgsCalmRequest -ThrottleLimit 8"
        );

        Assert.NotNull(result.Terminating);
        result.ShouldFailWith("ForeignHost", ErrorCategory.SecurityError, "//evil.example/x");
        Assert.Equal("slow", Assert.Single(result.Output).BaseObject);
        Assert.Equal(0, Emulator.Requests.Count(pathPrefix: "/calm/never"));
    }

    [Fact]
    public void The_status_variable_is_that_of_the_answer_at_hand()
    {
        Answer("/calm/a", "1");

        var result = Run(
                "'/a', '/cards/CRDabc', '/a' | ForEach-Object { [pscustomobject]@{ Path = $_ } } | "
                    + "Invoke-VgsCalmRequest -ThrottleLimit 8 -SkipHttpErrorCheck -StatusCodeVariable status | "
                    + "ForEach-Object { $status }"
            )
            .ThrowIfFailed();

        Assert.Equal([200, 404, 200], result.Output.Select(o => o.BaseObject));
    }

    private void Answer(string path, string json) => Always(FaultKind.RawBody, path, body: json);
}
