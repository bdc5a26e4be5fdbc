using System.Net.Http.Json;
using System.Text.Json;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace VgsCalm.WireMock.Tests;

/// <summary>The WireMock that <c>wiremock.sh</c> started, by its admin API: what it answers, and what it was asked.</summary>
internal sealed class WireMockServer : IDisposable
{
    private static readonly string Given =
        Environment.GetEnvironmentVariable("WIREMOCK_ADDRESS")
        ?? throw new InvalidOperationException(
            "WIREMOCK_ADDRESS is not set: these tests are run by tests/interop/wiremock.sh."
        );

    private readonly HttpClient _admin = new() { BaseAddress = new Uri(Given + "/__admin/") };

    public static string Address => Given;

    /// <summary>Forgets mappings, scenarios and requests.</summary>
    public async Task ResetAsync() => await PostAsync("reset", new { });

    /// <summary>Answers every request under a path.</summary>
    /// <param name="path">Regular expression of the path.</param>
    /// <param name="response">Response definition of a mapping, such as <c>{ fault = "EMPTY_RESPONSE" }</c>.</param>
    public Task AnswerAsync(string path, object response) =>
        PostAsync(
            "mappings",
            new
            {
                request = new { method = "ANY", urlPathPattern = path },
                response,
                priority = 10,
            }
        );

    /// <summary>The same for requests that have a word in their body; these go first.</summary>
    public Task AnswerAboutAsync(string word, string path, object response) =>
        PostAsync(
            "mappings",
            new
            {
                request = new
                {
                    method = "ANY",
                    urlPathPattern = path,
                    bodyPatterns = new[] { new { contains = word } },
                },
                response,
                priority = 1,
            }
        );

    /// <summary>Answers the first request in one way and all others in another.</summary>
    public async Task AnswerOnceAsync(string path, object first, object then)
    {
        var request = new { method = "ANY", urlPathPattern = path };
        await PostAsync(
            "mappings",
            new
            {
                scenarioName = path,
                requiredScenarioState = "Started",
                newScenarioState = "over",
                request,
                response = first,
            }
        );
        await PostAsync(
            "mappings",
            new
            {
                scenarioName = path,
                requiredScenarioState = "over",
                request,
                response = then,
            }
        );
    }

    /// <summary>How many requests arrived under a path.</summary>
    public async Task<int> CountAsync(string path)
    {
        using var answer = await PostAsync("requests/count", new { method = "ANY", urlPathPattern = path });
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("count").GetInt32();
    }

    public void Dispose() => _admin.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        var answer = await _admin.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode)
        {
            Assert.Fail($"WireMock: {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }

        return answer;
    }
}
