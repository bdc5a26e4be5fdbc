using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest: what goes wrong, and what is tried again.</summary>
public sealed class RequestFailureTests : ConnectedTest
{
    private const string Path = "/cards/CRDabc";
    private const string Full = "/calm" + Path;

    [Theory]
    [InlineData(400, "RequestInvalid", ErrorCategory.InvalidArgument)]
    [InlineData(403, "Forbidden", ErrorCategory.PermissionDenied)]
    [InlineData(404, "NotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(409, "Conflict", ErrorCategory.ResourceExists)]
    [InlineData(415, "RequestInvalid", ErrorCategory.InvalidArgument)]
    [InlineData(422, "RequestInvalid", ErrorCategory.InvalidArgument)]
    [InlineData(429, "RateLimited", ErrorCategory.LimitsExceeded)]
    [InlineData(500, "ServiceError", ErrorCategory.InvalidResult)]
    [InlineData(502, "ServiceError", ErrorCategory.InvalidResult)]
    [InlineData(303, "ResponseInvalid", ErrorCategory.ProtocolError)]
    public void Each_status_has_its_id_and_the_error_all_that_the_service_said(
        int status,
        string id,
        ErrorCategory category
    )
    {
        Always(
            FaultKind.Status,
            Full,
            status,
            body: """{"errors":[{"code":"first-code","detail":"The first detail."},{"code":"second","detail":"Another."}]"""
                + ""","trace_id":"trace-of-body"}"""
        );

        var result = Run($"Invoke-VgsCalmRequest '{Path}?q=1' -MaximumRetryCount 0");

        var error = result.ShouldFailWith(id, category, Path);
        Assert.Equal(status, error.ValueOf("StatusCode"));
        Assert.Equal("first-code", error.ValueOf("Code"));
        Assert.Equal("trace-of-body", error.ValueOf("TraceId"));
        Assert.Equal(
            ["first-code: The first detail.", "second: Another."],
            ((Array)error.ValueOf("Errors")!).Cast<object>().Select(e => e.ToString()!)
        );
        Assert.All(
            [
                $"{status}",
                "first-code",
                "The first detail",
                "trace-of-body",
                (string)error.ValueOf("RecommendedAction")!,
            ],
            part => Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal)
        );
        Assert.Equal(1, Emulator.Requests.Count("GET", Full));
    }

    [Fact]
    public void An_error_that_is_no_JSON_is_told_without_its_text()
    {
        Always(FaultKind.Html, Full, status: 500);

        var error = Run($"Invoke-VgsCalmRequest {Path} -MaximumRetryCount 0")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, Path);

        Assert.Contains("text/html", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("<", error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.ValueOf("Code"));
    }

    [Theory]
    [InlineData("Post")]
    [InlineData("Patch")]
    [InlineData("Put")]
    public void A_lost_answer_to_a_change_is_OutcomeUnknown_and_sent_once(string method)
    {
        Always(FaultKind.ResetAfter, "/calm/merchants");

        Run($"Invoke-VgsCalmRequest /merchants -Method {method} -Body '{{}}'")
            .ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, "/merchants");

        Assert.Equal(1, Emulator.Requests.Count(method));
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("-MaximumRetryCount 0", 1)]
    [InlineData("-MaximumRetryCount 2", 3)]
    [InlineData("-MaximumRetryCount 7", 8)]
    public void A_GET_is_tried_again_as_often_as_is_said(string parameters, int requests)
    {
        Always(FaultKind.Status, Full, status: 503, retryAfter: 0);

        Run($"Invoke-VgsCalmRequest {Path} {parameters}")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, Path);

        Assert.Equal(requests, Emulator.Requests.Count("GET", Full));
    }

    [Theory]
    [InlineData("Get", "/cmp/cards/CRDabc", "-Api Cmp")]
    [InlineData("Get", "/accounts/x", "-Api Accounts")]
    public void The_500_of_another_API_than_CALM_is_not_repeated(string method, string path, string parameters)
    {
        Always(FaultKind.Status, path, status: 500, retryAfter: 0);

        Run($"Invoke-VgsCalmRequest {path[path.IndexOf('/', 1)..]} -Method {method} {parameters}")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, path[path.IndexOf('/', 1)..]);

        Assert.Equal(1, Emulator.Requests.Count(pathPrefix: path));
    }

    [Fact]
    public void The_pause_between_tries_can_be_set()
    {
        Always(FaultKind.Status, Full, status: 502);

        Run($"Invoke-VgsCalmRequest {Path} -MaximumRetryCount 1 -RetryIntervalSec 1")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, Path);

        // Without it the first pause is half a second at most.
        var tries = Emulator.Requests.Snapshot();
        Assert.InRange((tries[1].Time - tries[0].Time).TotalSeconds, 0.95, 30);
    }

    [Fact]
    public void A_wait_that_is_too_long_to_obey_is_RateLimited_and_named()
    {
        Always(FaultKind.Status, Full, status: 429, retryAfter: 121);

        var error = Run($"Invoke-VgsCalmRequest {Path}")
            .ShouldFailWith("RateLimited", ErrorCategory.LimitsExceeded, Path);

        Assert.Contains("121 s", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(1, Emulator.Requests.Count("GET", Full));
    }

    [Fact]
    public void A_rate_limit_is_waited_out()
    {
        Emulator.Options.RateLimitWindow = 1;
        Emulator.Options.RateLimitPerMinute = 2;

        var result = Run(
                "'a', 'b', 'c' | ForEach-Object { [pscustomobject]@{ Path = \"/cards/$_\" } } | Invoke-VgsCalmRequest "
                    + "-ThrottleLimit 3 -SkipHttpErrorCheck -StatusCodeVariable status"
            )
            .ThrowIfFailed();

        Assert.Equal(3, result.Output.Count);
        Assert.All(
            result.Output,
            o => Assert.Contains("card-not-found", PSSerializer.Serialize(o), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void An_answer_without_end_is_ResponseInvalid()
    {
        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Oversized,
                PathPrefix = Full,
                OversizeBytes = 65L * 1024 * 1024,
            }
        );

        var error = Run($"Invoke-VgsCalmRequest {Path}")
            .ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, Path);

        Assert.Contains("-OutFile", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_number_in_a_path_is_masked_wherever_it_would_be_shown()
    {
        var result = Run("Invoke-VgsCalmRequest $path -Verbose -Debug", ("path", "/network-tokens/5415775831611962"));

        var error = result.ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "/network-tokens/541577******1962");
        Assert.DoesNotContain(
            error.Texts().Concat(result.Verbose).Concat(result.Debug),
            text => text.Contains("5415775831611962", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Each_request_and_each_pause_is_one_line_of_verbose()
    {
        Once(FaultKind.Status, Full, status: 503, retryAfter: 0);

        var lines = Run($"Invoke-VgsCalmRequest '{Path}?secret=query' -SkipHttpErrorCheck -Verbose")
            .ThrowIfFailed()
            .Verbose;

        Assert.Collection(
            lines,
            first =>
                Assert.Matches(@"^GET /calm/cards/CRDabc 503 \d+ ms \d+ bytes attempt 1 trace [0-9a-f]{32}$", first),
            pause => Assert.StartsWith("The service asked for a pause: waiting ", pause, StringComparison.Ordinal),
            second =>
                Assert.Matches(@"^GET /calm/cards/CRDabc 404 \d+ ms \d+ bytes attempt 2 trace [0-9a-f]{32}$", second)
        );
    }
}
