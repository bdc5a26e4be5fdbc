using System.Buffers;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Leaks;

/// <summary>Where the cases play: an emulator, servers that repeat what they get, a shell with sessions at all of them.</summary>
internal sealed class LeakStage : IAsyncDisposable
{
    private readonly CanaryValues _canaries;
    private readonly EchoingServer _echo = new();
    private readonly EchoingServer _refusingProxy = new("407");
    private readonly EchoingServer _brokenProxy = new("502");
    private readonly LeakShell _shell = new();
    private readonly VgsEmulator _emulator;
    private readonly WebServer _imposter;
    private readonly LeakFiles _files;
    private readonly string[] _sessions =
    [
        "default",
        "admin",
        .. EchoingServer.Refusals,
        .. EchoingServer.Successes,
        .. EchoingServer.Breakages,
    ];
    private readonly DateTime _began = DateTime.UtcNow;

    private LeakStage(VgsEmulator emulator, WebServer imposter, CanaryValues canaries)
    {
        (_emulator, _imposter, _canaries) = (emulator, imposter, canaries);
        _files = new LeakFiles(emulator, canaries);
    }

    /// <summary>How many errors there were so far.</summary>
    public int Errors => _shell.Errors;

    public static async Task<LeakStage> OpenAsync()
    {
        var canaries = new CanaryValues();
        var stage = new LeakStage(
            await VgsEmulator.StartAsync(
                new EmulatorOptions
                {
                    // A random one may have digits in a row that are masked as a card number is, whatever else would have hidden it.
                    CalmClientSecret = "b5c7e2f4-9a3d-4b6e-8c1f-d2a4e6f8b0c3",
                    EnrolmentDelay = 0,
                    SignIn = { ApproveDevices = true, DeviceInterval = 1 },
                }
            ),
            await WebServer.StartUntrusted(_ => Task.CompletedTask, canaries.EscapeSequence),
            canaries
        );
        stage.SetVariables();
        stage.Connect();
        stage.SetEchoes();
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        await _echo.DisposeAsync();
        await _refusingProxy.DisposeAsync();
        await _brokenProxy.DisposeAsync();
        await _imposter.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    /// <summary>Runs a case.</summary>
    /// <returns>What is to be seen of it that must not be.</returns>
    public IReadOnlyList<Leak> Play(LeakCase play)
    {
        using var folder = new ScratchFolder();
        var leaks = LeaksIn(play, _shell.Play(play, folder, _files.Write(folder))).ToArray();

        // An organization has room for 50 accounts, and the cases are played hundreds of times.
        foreach (var account in _emulator.ServiceAccounts.Where(account => !account.IsSeeded).ToArray())
        {
            _emulator.RemoveServiceAccount(account.ClientId);
        }

        // The cases after one that closed a session would all be refused at once, and show nothing.
        var lost = _sessions
            .Except(
                _shell
                    .Shell.Run("Get-VgsCalmSession | ForEach-Object Name")
                    .Output.Select(name => (string)name.BaseObject),
                StringComparer.Ordinal
            )
            .ToArray();
        return lost.Length == 0
            ? leaks
            : throw new InvalidOperationException($"{play} closed the sessions {string.Join(", ", lost)}.");
    }

    /// <summary>Looks at what all cases together left behind: temporary files, the process's environment and command line.</summary>
    public IReadOnlyList<Leak> LeftBehind() =>
        [.. LeaksIn(new LeakCase("all commands", "afterwards", IsBad: false, ""), Leftovers.Find(_began))];

    private IEnumerable<Leak> LeaksIn(LeakCase play, IEnumerable<Evidence> evidence)
    {
        var sensitive = Sensitive().ToArray();
        var signs = SearchValues.Create(
            [.. sensitive.SelectMany(value => value.Signs)],
            StringComparison.OrdinalIgnoreCase
        );
        foreach (var found in evidence)
        {
            var text = new ReadableText(found.Text);
            if (!text.MayHave(signs))
            {
                continue;
            }

            foreach (var value in sensitive.Where(value => value.IsIn(text)))
            {
                yield return new Leak(play, found.Place, value.Name, Excerpt(found.Text, value.Value));
            }
        }
    }

    private IEnumerable<SensitiveValue> Sensitive() =>
        [
            .. _emulator.IssuedSecrets.Select(secret => SensitiveValue.Secret("a client secret", secret)),
            .. _emulator.IssuedTokens.Select(token => SensitiveValue.Token("an access token", token)),
            .. _emulator.SignInSecrets.Select(secret =>
                SensitiveValue.Secret("a refresh token or a code of a sign-in", secret)
            ),
            .. _echo.IssuedTokens.Select(token => SensitiveValue.Token("an access token without parts", token)),
            .. _canaries
                .Numbers.Concat(_emulator.Cards.Select(card => card.CurrentNumber))
                .Where(number => number.All(char.IsAsciiDigit))
                .Distinct(StringComparer.Ordinal)
                .Select(number => SensitiveValue.CardNumber("a card number", number)),
            SensitiveValue.CardNumber("a card number with a stray letter", _canaries.Numbers[0].Insert(6, "x")),
            SensitiveValue.Secret("a client secret that is wrong", _canaries.WrongSecret),
            SensitiveValue.Secret("the proxy's password", _canaries.ProxyPassword),
            SensitiveValue.Secret("the password of an address", _canaries.AddressPassword),
            SensitiveValue.EscapeSequence("an escape sequence of a server", _canaries.EscapeSequence),
            SensitiveValue.Cvv("a CVV", _canaries.Cvv),
        ];

    private void SetVariables()
    {
        var (shell, numbers) = (_shell.Shell, _canaries.Numbers);
        shell.SetAddresses(_emulator);
        shell.Set("numbers", numbers.ToArray());
        shell.Set("number", numbers[0]);
        shell.Set("grouped", string.Join(' ', numbers[0].Chunk(4).Select(c => new string(c))));
        shell.Set("encoded", string.Join("%20", numbers[0].Chunk(4).Select(c => new string(c))));
        shell.Set("preceded", $"0108-04 003.197 708 {numbers[^1][..4]} {numbers[^1][4..]}");
        shell.Set("cvvText", _canaries.Cvv);
        shell.Set("escape", _canaries.EscapeSequence);
        shell.Set("cvv", new System.Net.NetworkCredential("", _canaries.Cvv).SecurePassword);
        shell.Set("secretText", _emulator.CalmClientSecret);
        shell.Set("wrong", Shell.CredentialOf(_emulator.CalmClientId, _canaries.WrongSecret));
        shell.Set("proxyCredential", Shell.CredentialOf("vault-user", _canaries.ProxyPassword));
        shell.Set("auth", _emulator.AuthUri.ToString());
        shell.Set("echo", _echo.Address);
        shell.Set("imposter", _imposter.Address.ToString());
        shell.Set("proxy", _refusingProxy.Address);
        shell.Set("brokenProxy", _brokenProxy.Address);
        shell.Set("refusals", EchoingServer.Refusals);
        shell.Set("successes", EchoingServer.Successes);
        shell.Set("breakages", EchoingServer.Breakages);
    }

    private void Connect() =>
        _shell
            .Shell.Run(
                """
                Connect-VgsCalm -Credential $calm @uris
                Connect-VgsCalm -Credential $admin -Name admin @uris
                foreach ($mode in $refusals + $successes + $breakages) {
                    $apis = @{ CalmUri = "$echo/$mode"; CmpUri = "$echo/$mode"; AccountsUri = "$echo/$mode" }
                    Connect-VgsCalm $calm -Name $mode -AuthUri "$echo/opaque/token" @apis -CardAttributesUri "$echo/$mode"
                }
                $cards = foreach ($n in $numbers) { [pscustomobject]@{ Name = 'A'; Number = $n; ExpMonth = 1; ExpYear = 30 } }
                $card = $cards[0]
                """
            )
            .ThrowIfFailed();

    // The last card number is masked in two steps: the digits before it are taken for a part of it.
    private void SetEchoes()
    {
        var (number, token) = (_canaries.Numbers[^1], _emulator.IssuedTokens.First());
        var user = $"u:{_canaries.AddressPassword}";
        _echo.Says =
            $"http://{user}@proxy.example:8080/, http:\\/\\/{user}@proxy.example, {number}, {token}, "
            + $"cvv={_canaries.Cvv}, 0000{number}00000000, 0108-04 003.197 708 {number[..4]} {number[4..]}";
        _echo.SaysInJson =
            $"{_canaries.EscapeSequence}\u0007 https://{user}@service.example/ {NumberSpellings.Group(number)}";
        _echo.SaysEscaped = NumberSpellings.Escape(number);
        _echo.Secret = _canaries.WrongSecret;
        _echo.Token = token;
    }

    private static string Excerpt(string text, string value)
    {
        var at = Math.Max(0, text.IndexOf(value, StringComparison.OrdinalIgnoreCase));
        var start = Math.Max(0, at - 80);
        return text.Substring(start, Math.Min(text.Length - start, 80 + value.Length + 40)).ReplaceLineEndings(" ");
    }
}
