using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Emulation;

/// <summary>An emulator on a clock of the test's own, and a plain HTTP client.</summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    protected const string Realm = "auth/realms/vgs/protocol/openid-connect/";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private VgsEmulator? _emulator;

    internal ManualTime Time { get; } = new();

    protected VgsEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator is not started.");

    public async Task InitializeAsync() =>
        _emulator = await VgsEmulator.StartAsync(new EmulatorOptions { TimeProvider = Time });

    public async Task DisposeAsync()
    {
        _http.Dispose();
        if (_emulator is not null)
        {
            await _emulator.DisposeAsync();
        }
    }

    /// <summary>Sends one request; <paramref name="token"/> goes into the Authorization header.</summary>
    protected async Task<Reply> SendAsync(
        HttpMethod method,
        string path,
        string? token = null,
        HttpContent? content = null,
        string? basic = null
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(Emulator.BaseUri, path)) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (basic is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Basic {basic}");
        }

        return await Reply.ReadAsync(await _http.SendAsync(request));
    }

    /// <summary>Posts a form to the realm.</summary>
    protected Task<Reply> PostAsync(string call, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, Realm + call, content: Form(fields));

    /// <summary>A JSON:API body around attributes, as CMP and the Accounts API take it.</summary>
    protected static HttpContent JsonApi(string json) =>
        new StringContent(json, new MediaTypeHeaderValue("application/vnd.api+json"));

    protected static HttpContent Form(params (string Name, string Value)[] fields) =>
        new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>A token of the seeded calm client.</summary>
    protected Task<string> CalmTokenAsync() => TokenAsync(Emulator.CalmClientId, Emulator.CalmClientSecret);

    /// <summary>A token of the seeded organization admin.</summary>
    protected Task<string> AdminTokenAsync() => TokenAsync(Emulator.AdminClientId, Emulator.AdminClientSecret);

    protected async Task<string> TokenAsync(string clientId, string clientSecret)
    {
        var reply = await PostAsync(
            "token",
            ("grant_type", "client_credentials"),
            ("client_id", clientId),
            ("client_secret", clientSecret)
        );
        Assert.Equal(200, reply.Status);
        return reply.Text("access_token");
    }

    /// <summary>One answer, read whole.</summary>
    protected sealed record Reply(int Status, string Body, HttpResponseHeaders Headers)
    {
        public JsonObject Json => JsonNode.Parse(Body)?.AsObject() ?? throw new InvalidOperationException("No JSON.");

        public static async Task<Reply> ReadAsync(HttpResponseMessage response)
        {
            using (response)
            {
                var body = await response.Content.ReadAsStringAsync();
                return new Reply((int)response.StatusCode, body, response.Headers);
            }
        }

        /// <summary>The text of a member of the JSON object; "" where it is absent.</summary>
        public string Text(string member) => Json[member]?.ToString() ?? "";

        /// <summary>The header's text; null where it is absent.</summary>
        public string? Header(string name) =>
            Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

        /// <summary>The attributes of the JSON:API resource.</summary>
        public JsonObject Attributes => Json["data"]!["attributes"]!.AsObject();
    }
}
