using System.Net;
using System.Security;
using System.Text;
using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Cards;
using VgsCalm.Formats.Csv;
using VgsCalm.Formats.Yaml;
using VgsCalm.Http;
using VgsCalm.Http.Addresses;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;

namespace VgsCalm.DesktopProbe;

/// <summary>The paths that matter on .NET Framework: tokens, cards, YAML, CSV, and whose libraries they ran on.</summary>
internal static class Probe
{
    private const string Page =
        "apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  annotations:\n    'vgs.io/vault-id': tntabc123\n  name: "
        + "calm\n  scopes:\n  - name: cards:write\n  - name: cards:read\n";

    private static int _passed;
    private static int _failed;

    public static int Run(string folder, Uri emulator)
    {
        Check("a configuration is read and written by the module's own YAML library", Yaml);
        Check("a hostile configuration is refused", HostileYaml);
        Check("a CSV file of cards is read by the module's own CSV library", Csv);
        Check("a token is got, a card enrolled and waited for", () => Cards(emulator));
        Check("an error of the service is read", () => Refusal(emulator));
        Check("a wrong secret fails as AuthenticationFailed", () => WrongSecret(emulator));
        Check("nothing but .NET Framework's own came from elsewhere", () => Origins(folder));
        Console.WriteLine($"{_passed} passed, {_failed} failed");
        return _failed == 0 ? 0 : 1;
    }

    private static string Yaml()
    {
        var config = ServiceAccountYaml.Read(new MemoryStream(Encoding.UTF8.GetBytes(Page)), "page.yaml").Config;
        using var text = new StringWriter();
        ServiceAccountYaml.Write(text, config, includeSecret: false);
        var again = ServiceAccountYaml
            .Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "again.yaml")
            .Config;
        return Expect("tntabc123 cards:write,cards:read", $"{again.VaultId} {string.Join(",", again.Scope)}");
    }

    private static string HostileYaml() =>
        Expect(
            "ConfigInvalid",
            Failure(() =>
                ServiceAccountYaml.Read(
                    new MemoryStream(Encoding.UTF8.GetBytes("a: &a [x]\nb: !!python/object:os.system [*a, *a]\n")),
                    "hostile.yaml"
                )
            )
        );

    private static string Csv()
    {
        const string Rows =
            "Name;CardNumber;ExpirationMonth;ExpirationYear\n\"Ash, \"\"A\"\"\";4111111111111111;01;2030\nBirch;tok_sandbox_abc;2;31\n";
        var rows = CardCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(Rows)), "cards.csv").ToArray();
        return Expect(
            "Ash, \"A\"|2030|tok_sandbox_abc",
            string.Join("|", rows[0].Name, rows[0].ExpYear, rows[1].Number)
        );
    }

    private static string Cards(Uri emulator)
    {
        using var http = SessionHttp.Direct();
        using var credentials = Credentials(Secret());
        using var tokens = Tokens(http, credentials, emulator);
        var cards = new CardClient(Transport(http, tokens, emulator), Clock.System);
        var card = cards
            .EnrolAsync(Card(), "row 1", "ref-1", new RequestObserver(), CancellationToken.None)
            .GetAwaiter()
            .GetResult();
        using var turn = new RequestThrottle(1, 0, Clock.System);
        var final = cards
            .WaitAsync(
                card.Id,
                card.Reference,
                TimeSpan.FromSeconds(30),
                turn,
                new RequestObserver(),
                CancellationToken.None
            )
            .GetAwaiter()
            .GetResult();
        return Expect("enrolled ref-1, 1 token", $"{final.State} {final.Reference}, {tokens.Requests} token");
    }

    private static string Refusal(Uri emulator)
    {
        using var http = SessionHttp.Direct();
        using var credentials = Credentials(Secret());
        using var tokens = Tokens(http, credentials, emulator);
        var cards = new CardClient(Transport(http, tokens, emulator), Clock.System);
        return Expect(
            "NotFound",
            Failure(() =>
                cards
                    .GetAsync("CRDmissing", null, null, new RequestObserver(), CancellationToken.None)
                    .GetAwaiter()
                    .GetResult()
            )
        );
    }

    private static string WrongSecret(Uri emulator)
    {
        using var http = SessionHttp.Direct();
        using var credentials = Credentials("wrong +&%=é");
        using var tokens = Tokens(http, credentials, emulator);
        return Expect(
            "AuthenticationFailed",
            Failure(() =>
                tokens.GetAsync(new RequestObserver(), CancellationToken.None).AsTask().GetAwaiter().GetResult()
            )
        );
    }

    private static string Origins(string folder)
    {
        var wanted = new[]
        {
            "VgsCalm.Core",
            "VgsCalm.Formats",
            "YamlDotNet",
            "System.Text.Json",
            "System.Memory",
            "System.Buffers",
        };
        var loaded = AppDomain
            .CurrentDomain.GetAssemblies()
            .Where(a => !a.IsDynamic)
            .ToDictionary(a => a.GetName().Name, a => a.Location, StringComparer.Ordinal);
        var elsewhere = wanted
            .Where(name =>
                !loaded.TryGetValue(name, out var file) || !file.StartsWith(folder, StringComparison.Ordinal)
            )
            .ToArray();
        return Expect("", string.Join(", ", elsewhere));
    }

    private static CardDetails Card() => CardDetails.Create("Ann Ash", "5100000000000032", "2", "2030", "row 1");

    private static AccessTokenSource Tokens(HttpClient http, ClientCredentials credentials, Uri emulator) =>
        new(
            new TokenEndpoint(
                http,
                Addresses(emulator).Token,
                credentials,
                [],
                TimeSpan.FromSeconds(30),
                Clock.System
            ).RequestAsync,
            Clock.System
        );

    private static ApiTransport Transport(HttpClient http, AccessTokenSource tokens, Uri emulator) =>
        new(http, tokens, Addresses(emulator), TimeSpan.FromSeconds(30), proxy: null, Clock.System);

    private static ServiceAddresses Addresses(Uri emulator) =>
        ServiceAddresses.Create(
            VgsEnvironment.Sandbox,
            emulator.GetLeftPart(UriPartial.Authority),
            new Uri(emulator, "/calm").AbsoluteUri
        );

    private static string Secret() => System.Environment.GetEnvironmentVariable("VGS_CLIENT_SECRET")!;

    private static ClientCredentials Credentials(string secret)
    {
        using var secure = new NetworkCredential("", secret).SecurePassword;
        return new ClientCredentials(System.Environment.GetEnvironmentVariable("VGS_CLIENT_ID")!, secure);
    }

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "no error";
        }
        catch (VgsApiException error)
        {
            return error.Id.ToString();
        }
    }

    /// <summary>Empty when it is as expected, else what was seen.</summary>
    private static string Expect(string expected, string seen) =>
        expected == seen ? "" : $"expected '{expected}', saw '{seen}'";

#pragma warning disable CA1031 // Whatever a check throws is its failure, and the others are still to be run.
    private static void Check(string claim, Func<string> check)
    {
        string problem;
        try
        {
            problem = check();
        }
        catch (Exception error)
        {
            problem = error.ToString();
        }

        Console.WriteLine(problem.Length == 0 ? $"ok   {claim}" : $"FAIL {claim}: {problem}");
        if (problem.Length == 0)
        {
            _passed++;
        }
        else
        {
            _failed++;
        }
    }
#pragma warning restore CA1031
}
