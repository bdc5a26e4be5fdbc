using VgsCalm.Core.Tests.Http;
using VgsCalm.Diagnostics;

namespace VgsCalm.Core.Tests.Diagnostics;

/// <summary>What Test-VgsCalmConnection says of a server's answers.</summary>
public sealed class ServiceChecksTests : IDisposable
{
    private const string NoRoute = """{"message":"no route"}""";

    private readonly TransportRig _rig = new();
    private readonly ServiceChecks _checks;

    public ServiceChecksTests() => _checks = new ServiceChecks(_rig.Transport, _rig.Tokens, _rig.Clock);

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(VgsApi.Calm, 400)]
    [InlineData(VgsApi.Cmp, 404)]
    [InlineData(VgsApi.CardAttributes, 405)]
    [InlineData(VgsApi.Accounts, 200)]
    public async Task What_the_API_says_of_nothing_passes(VgsApi api, int status)
    {
        _rig.Service.Answer(status, "{}");

        Assert.Equal(VgsCheckOutcome.Passed, (await Api(api)).Outcome);
    }

    [Theory]
    [InlineData(VgsApi.Calm, 200, "<html></html>")]
    [InlineData(VgsApi.Calm, 200, "")]
    [InlineData(VgsApi.Calm, 403, "<html></html>")]
    [InlineData(VgsApi.Calm, 404, "<html></html>")]
    [InlineData(VgsApi.Accounts, 404, NoRoute)]
    public async Task An_answer_that_is_none_of_the_API_s_fails(VgsApi api, int status, string body)
    {
        _rig.Service.Answer(status, body);

        var (outcome, detail) = await Api(api);

        Assert.Equal(VgsCheckOutcome.Failed, outcome);
        Assert.Contains("not how the API answers", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_service_that_is_out_of_order_fails(int status)
    {
        _rig.Service.Answer(status, "{}");

        var (outcome, detail) = await Api(VgsApi.Calm);

        Assert.Equal(VgsCheckOutcome.Failed, outcome);
        Assert.Contains("out of order", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "1")]
    [InlineData(429, "600")]
    [InlineData(503, "1")]
    public async Task A_service_that_asks_for_a_pause_is_a_warning(int status, string retryAfter)
    {
        _rig.Service.AnswerSaying(status, "Retry-After", retryAfter);

        var (outcome, detail) = await Api(VgsApi.Calm);

        Assert.Equal(VgsCheckOutcome.Warning, outcome);
        Assert.Contains("Test again later", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task During_the_pause_nothing_is_said_of_other_commands_parameters()
    {
        _rig.Service.AnswerSaying(429, "Retry-After", "7");
        await Api(VgsApi.Calm);

        var (outcome, detail) = await Api(VgsApi.Calm);

        Assert.Equal(VgsCheckOutcome.Warning, outcome);
        Assert.Contains("another 7 s", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("-MaximumRetryCount", detail, StringComparison.Ordinal);
    }

    private Task<(VgsCheckOutcome Outcome, string Detail)> Api(VgsApi api) =>
        _checks.ApiAsync(api, _rig.Observer, CancellationToken.None);
}
