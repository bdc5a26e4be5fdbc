using VgsCalm.Auth.SignIn;
using VgsCalm.Core.Tests.Http;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>A realm that does what the script says, a person's tokens, and what the person was told.</summary>
internal sealed class SignInRig : IDisposable
{
    public const string Issuer = "https://auth.verygoodsecurity.com/auth/realms/vgs";
    public const string Granted =
        """{"access_token":"acc3ss.t0ken","expires_in":300,"refresh_token":"r3fresh-1","token_type":"Bearer"}""";

    private readonly HttpClient _http;

    public SignInRig(SignInOptions? options = null, bool skipsWaits = false, TimeSpan? timeout = null)
    {
        Clock = new FakeClock { SkipsWaits = skipsWaits };
        _http = SessionHttp.CreateClient(Server);
        Realm = new RealmClient(
            _http,
            RealmAddresses.FromToken(new Uri(Issuer + "/protocol/openid-connect/token")),
            options ?? new SignInOptions { RedirectPorts = [0], OpensBrowser = false },
            timeout ?? TimeSpan.FromSeconds(100),
            Clock
        );
        Tokens = new PersonTokens(Realm);
        Observer = new RequestObserver(Heard.Add, Heard.Add);
    }

    public ScriptedHandler Server { get; } = new();

    public FakeClock Clock { get; }

    public RealmClient Realm { get; }

    public PersonTokens Tokens { get; }

    /// <summary>What -Verbose and -Debug would show.</summary>
    public List<string> Heard { get; } = [];

    public RequestObserver Observer { get; }

    /// <summary>What the person was told; set once the text is there.</summary>
    public TaskCompletionSource<string> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A token request that brought these tokens.</summary>
    public async Task SignInAsync(string answer = Granted)
    {
        Server.Answer(200, answer);
        await Tokens.ExchangeCodeAsync("c0de", "verifier", "http://127.0.0.1:7745/callback", Observer, default);
    }

    public void Dispose()
    {
        Tokens.Dispose();
        _http.Dispose();
    }
}
