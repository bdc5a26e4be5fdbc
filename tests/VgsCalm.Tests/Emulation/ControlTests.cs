namespace VgsCalm.Tests.Emulation;

/// <summary>What a wrong body at <c>/_emulator</c> is answered with.</summary>
public sealed class ControlTests : EmulatorTest
{
    [Theory]
    [InlineData("PUT", "options", """{"enrolmentDelay":7,"latency":-1}""", "Latency")]
    [InlineData("PUT", "options", """{"enrolmentDelay":7,"tokenLifetime":0}""", "TokenLifetime")]
    [InlineData("PUT", "options", """{"enrolmentDelay":7,"rateLimitBurst":0}""", "RateLimitBurst")]
    [InlineData("PUT", "webhooks", """{"address":"http://127.0.0.1:1/new","retryPeriod":-1}""", "RetryPeriod")]
    [InlineData("PUT", "webhooks", """{"address":"http://127.0.0.1:1/new","secret":" "}""", "whitespace")]
    [InlineData("PUT", "webhooks", "null", "JSON object")]
    [InlineData("POST", "faults", """{"kind":"status","status":9999}""", "9999")]
    [InlineData("POST", "faults", """{"kind":"status","delay":-1}""", "Delay")]
    [InlineData("POST", "faults", """{"kind":"status","after":-1}""", "After")]
    [InlineData("POST", "faults", """{"kind":"slowDrip","dripInterval":-2}""", "DripInterval")]
    [InlineData("POST", "faults", """{"kind":"status","retryAfterText":"1\r\nX-Other: 2"}""", "RetryAfterText")]
    [InlineData("POST", "faults", """{"kind":"rawBody","contentType":"a\nb","body":""}""", "ContentType")]
    public async Task It_is_told_in_a_line_and_nothing_changes(string method, string call, string json, string named)
    {
        var before = await StandAsync();

        var reply = await SendAsync(new HttpMethod(method), $"_emulator/{call}", content: new StringContent(json));

        Assert.Equal(400, reply.Status);
        Assert.Contains(named, Assert.Single(reply.Body.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, await StandAsync());
    }

    private async Task<(string, string, Uri?, string, double)> StandAsync()
    {
        var webhooks = Emulator.Options.Webhooks;
        var options = await SendAsync(HttpMethod.Get, "_emulator/options");
        var faults = await SendAsync(HttpMethod.Get, "_emulator/faults");
        return (options.Body, faults.Body, webhooks.Address, webhooks.Secret, webhooks.RetryPeriod);
    }
}
