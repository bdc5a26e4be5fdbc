using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>What an error tells of the service's answer.</summary>
public sealed class ApiErrorTests : IDisposable
{
    private readonly TransportRig _rig = new();

    [Fact]
    public async Task Every_error_of_the_answer_is_told_in_its_order()
    {
        var error = await Fail(
            422,
            """{"errors":[{"code":"validation-failed","detail":"exp_month"},{"code":"invalid-format","detail":"exp_year"}]}"""
        );
        Assert.Equal(
            ["validation-failed: exp_month", "invalid-format: exp_year"],
            error.Errors.Select(e => e.ToString())
        );
        Assert.Equal("validation-failed", error.Code);
        Assert.Contains(
            "validation-failed: exp_month; invalid-format: exp_year",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"errors":[{"code":"card-not-found"}]}""", "card-not-found", null)]
    [InlineData("""{"errors":[{"detail":"Not enough rights"}]}""", null, "Not enough rights")]
    [InlineData("""{"errors":[{"title":"Invalid","code":17}]}""", "17", "Invalid")]
    [InlineData(
        """{"error":"insufficient_scope","error_description":"cards:write"}""",
        "insufficient_scope",
        "cards:write"
    )]
    [InlineData("""{"code":"throttled","message":"Slow down"}""", "throttled", "Slow down")]
    [InlineData("""{"errors":[{"code":"trailing-comma",}],}""", "trailing-comma", null)]
    [InlineData("""{"errors":[null,7,{"code":"third"}]}""", "third", null)]
    [InlineData("""{"errors":["Name is too long"]}""", null, "Name is too long")]
    [InlineData("""{"errors":"Name is too long"}""", null, "Name is too long")]
    [InlineData("""{"errors":{"exp_month":["is empty","is required"]}}""", null, "exp_month: is empty, is required")]
    [InlineData("""{"errors":{"exp_month":"is empty"}}""", null, "exp_month: is empty")]
    [InlineData("""{"errors":{"code":"card-not-found","detail":"No card"}}""", "card-not-found", "No card")]
    [InlineData("""{"errors":[],"message":"Slow down"}""", null, "Slow down")]
    [InlineData("""{"error":{"code":429,"message":"Slow down","errors":[]}}""", "429", "Slow down")]
    [InlineData("""{"status":400,"error":"Bad Request","message":"Name is too long"}""", null, "Name is too long")]
    [InlineData("""{"error":"Bad Request","message":["Name is too long"]}""", null, "Name is too long")]
    [InlineData("""{"error":"Bad Request"}""", null, "Bad Request")]
    [InlineData("""{"code":403,"message":"Not allowed"}""", null, "Not allowed")]
    [InlineData("""{"error":{"code":"403","message":"Not allowed"}}""", null, "Not allowed")]
    [InlineData("""{"detail":[{"loc":["body","name"],"msg":"field required"}]}""", null, "field required")]
    [InlineData("""{"Message":"User is not authorized"}""", null, "User is not authorized")]
    [InlineData("""{"type":"about:blank","title":"Forbidden","status":403}""", null, "Forbidden")]
    public async Task An_error_is_read_in_each_form_that_occurs(string body, string? code, string? detail)
    {
        var error = await Fail(403, body);
        Assert.Equal((code, detail), (error.Errors[0].Code, error.Errors[0].Detail));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"errors":[]}""")]
    [InlineData("""{"errors":[{"code":{"nested":1}}]}""")]
    [InlineData("""{"errors":[{"code":"\ud800"}]}""")]
    [InlineData("""{"\ud800\ud800\ud800":1}""")]
    [InlineData("""{"errors":[{"\udc00\udc00":1}]}""")]
    public async Task An_answer_without_an_explanation_is_still_this_status(string body)
    {
        var error = await Fail(409, body);
        Assert.Equal((VgsErrorId.Conflict, 409, null), (error.Id, error.StatusCode, error.Code));
    }

    [Fact]
    public async Task A_POST_that_finds_nothing_advises_to_check_the_address()
    {
        _rig.Service.Answer(404);
        var error = await _rig.Fail(TransportRig.Post());
        Assert.Contains("the session's address of Calm", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_is_the_first_that_there_is() =>
        Assert.Equal("second", (await Fail(422, """{"errors":[{"detail":"First"},{"code":"second"}]}""")).Code);

    [Theory]
    [InlineData("""{"errors":["{}"]}""")]
    [InlineData("""{"errors":{"{}":"no card"}}""")]
    [InlineData("""{"errors":{"number":["{}"]}}""")]
    [InlineData("""{"error":{"message":"{}"}}""")]
    [InlineData("""{"detail":[{"msg":"{}"}]}""")]
    [InlineData("""{"Message":"{}"}""")]
    [InlineData("""{"title":"{}"}""")]
    public async Task A_card_number_is_masked_in_each_form(string body)
    {
        var error = await Fail(422, body.Replace("{}", Secrets.CardNumber, StringComparison.Ordinal));
        Assert.Contains("411111******1111", error.Errors[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets.CardNumber, $"{error}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"trace_id":"t-body","errors":[]}""", "t-body")]
    [InlineData("""{"errors":[{"trace_id":"t-entry"}]}""", "t-entry")]
    [InlineData("""{"errors":[{"meta":{"trace_id":"t-meta"}}]}""", "t-meta")]
    [InlineData("{}", "t-header")]
    [InlineData("""{"trace_id":"6aba06eb4111111111111111217656e4"}""", "6aba06eb4111111111111111217656e4")]
    [InlineData("""{"trace_id":"6aba06eb-4111-1111-1111-1111217656e4"}""", "6aba06eb-4111-1111-1111-1111217656e4")]
    [InlineData("""{"trace_id":"4111111111111111"}""", "t-header")]
    [InlineData("""{"trace_id":"card 4111111111111111"}""", "t-header")]
    public async Task The_trace_id_is_found(string body, string traceId)
    {
        _rig.Service.Answer(400, body, headers: [("X-Request-Id", "t-header")]);
        Assert.Equal(traceId, (await _rig.Fail(TransportRig.Get())).TraceId);
    }

    [Theory]
    [InlineData("The number 4111111111111111 is wrong")]
    [InlineData("The number 4111 1111 1111 1111 is wrong")]
    [InlineData("The number 4111-1111-1111-1111 is wrong")]
    public async Task A_card_number_in_an_explanation_is_masked(string detail)
    {
        var error = await Fail(422, $$"""{"errors":[{"code":"{{detail}}","detail":"{{detail}}"}]}""");
        var shown = $"{error}\n{error.Code}\n{error.Errors[0]}";
        Assert.Contains("411111******1111", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("1111[ -]?1111[ -]?1111", shown);
    }

    [Fact]
    public async Task A_long_explanation_is_cut_only_after_its_card_numbers_are_masked()
    {
        var error = await Fail(422, $$"""{"errors":[{"detail":"{{new string('x', 488)}}{{Secrets.CardNumber}}"}]}""");
        Assert.DoesNotContain("41111111", error.ToString(), StringComparison.Ordinal);
        Assert.InRange(error.Errors[0].Detail!.Length, 400, 510);
    }

    [Fact]
    public async Task A_token_that_the_service_repeats_is_not_shown()
    {
        var error = await Fail(
            403,
            """{"errors":[{"detail":"Token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl has no scope"}]}"""
        );
        Assert.Equal("Token *** has no scope", error.Errors[0].Detail);
    }

    [Fact]
    public async Task The_target_is_what_the_caller_calls_it()
    {
        _rig.Service.Answer(400);
        Assert.Equal(
            "row 7",
            (await _rig.Fail(new ApiRequest(HttpMethod.Post, VgsApi.Calm, "/cards") { Target = "row 7" })).Target
        );
    }

    [Fact]
    public async Task Without_a_name_the_target_is_the_path_without_query_and_number()
    {
        _rig.Service.Answer(400);
        Assert.Equal(
            "/network-tokens/411111******1111",
            (await _rig.Fail(TransportRig.Get($"/network-tokens/{Secrets.CardNumber}?cvv=123"))).Target
        );
    }

    [Theory]
    [InlineData(422, """{"errors":[{"code":"x","detail":"name is too long"}]}""", true)]
    [InlineData(413, "", false)]
    [InlineData(422, "<html>", false)]
    public async Task The_answer_is_pointed_to_only_where_it_says_something(int status, string body, bool saysIt) =>
        Assert.Equal(
            saysIt,
            (await Fail(status, body)).RecommendedAction!.Contains("the answer says", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(400, "text/html", true)]
    [InlineData(401, "text/html", true)]
    [InlineData(403, "text/html", true)]
    [InlineData(413, "text/html", true)]
    [InlineData(403, "application/json", false)]
    [InlineData(408, "text/html", false)]
    [InlineData(429, "text/html", false)]
    public async Task A_refusal_that_is_a_web_page_is_laid_to_a_gateway(int status, string contentType, bool isLaid)
    {
        _rig.Service.Answer(status, "<html>", contentType).Answer(status, "<html>", contentType);
        var request = new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards/CRD1")
        {
            Retry = new() { MaximumRetries = 0 },
        };
        var action = (await _rig.Fail(request)).RecommendedAction!;
        Assert.Equal(isLaid, action.Contains("gateway", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("merchant-not-found", "New-VgsMerchant")]
    [InlineData("card-brand-not-supported", "leave it out")]
    public async Task A_code_that_is_known_says_what_to_do(string code, string action) =>
        Assert.Contains(
            action,
            (await Fail(404, $$"""{"errors":[{"code":"{{code}}"}]}""")).RecommendedAction,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task An_account_is_looked_for_in_its_organization_not_in_a_vault()
    {
        _rig.Service.Answer(404);
        var request = new ApiRequest(HttpMethod.Delete, VgsApi.Accounts, "/organizations/AC1/service-accounts/x");
        var action = (await _rig.Fail(request)).RecommendedAction!;
        Assert.Contains("of this organization", action, StringComparison.Ordinal);
        Assert.DoesNotContain("vault", action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_errors_are_told_as_fifty() =>
        Assert.Equal(
            50,
            (await Fail(422, $$"""{"errors":[{{string.Join(",", Enumerable.Repeat("{\"code\":\"x\"}", 1000))}}]}"""))
                .Errors
                .Length
        );

    public void Dispose() => _rig.Dispose();

    private async Task<VgsApiException> Fail(int status, string body)
    {
        _rig.Service.Answer(status, body);
        var error = await _rig.Fail(TransportRig.Get());
        Assert.NotNull(error.RecommendedAction);
        return error;
    }
}
