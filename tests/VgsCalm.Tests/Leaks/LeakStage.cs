using System.Buffers;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Security.Cryptography;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Hosting;

namespace VgsCalm.Tests.Leaks;

/// <summary>Where the cases play: an emulator, servers that repeat what they get, a shell with everything to say switched on.</summary>
internal sealed class LeakStage : IAsyncDisposable
{
    private const string AllStreams =
        "$VerbosePreference = $DebugPreference = $InformationPreference = $ProgressPreference = 'Continue'; "
        + "$ConfirmPreference = 'High'; ";

    // Digits enough to occur nowhere by chance, and an issuer's beginning that sandbox cards do not have.
    private readonly string[] _numbers = [.. "2345167".Select(NumberEndingWith)];

    // A status and a duration side by side, as in "401 1 ms", read like one number of four digits: those begin with 1 to 5.
    private readonly string _cvv = RandomNumberGenerator.GetInt32(6000, 9999).ToString(CultureInfo.InvariantCulture);
    private readonly string _proxyPassword = Random();
    private readonly string _addressPassword = Random();

    // Sets the title of a terminal (ECMA-48, xterm).
    private readonly string _escapeSequence = $"\u001b]0;{Random()}";

    // Characters that every encoding writes in another way.
    private readonly string _wrongSecret = $"{Random()} +/%&={Random()}";
    private readonly EchoingServer _echo = new();
    private readonly EchoingServer _refusingProxy = new("407");
    private readonly EchoingServer _brokenProxy = new("502");
    private readonly RecordingHost _host = new();
    private readonly ScratchFolder _folder = new();
    private readonly VgsEmulator _emulator;
    private readonly Shell _shell;
    private readonly string[] _sessions =
    [
        "default",
        "admin",
        .. EchoingServer.Refusals,
        .. EchoingServer.Successes,
        .. EchoingServer.Breakages,
    ];
    private readonly DateTime _began = DateTime.UtcNow;

    private LeakStage(VgsEmulator emulator)
    {
        _emulator = emulator;
        _shell = Shell.Open(host: _host);
    }

    /// <summary>How many errors there were so far.</summary>
    public int Errors { get; private set; }

    public static async Task<LeakStage> OpenAsync()
    {
        var stage = new LeakStage(
            await VgsEmulator.StartAsync(
                new EmulatorOptions { EnrolmentDelay = 0, SignIn = { ApproveDevices = true, DeviceInterval = 1 } }
            )
        );
        stage.Prepare();
        return stage;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        _folder.Dispose();
        await _echo.DisposeAsync();
        await _refusingProxy.DisposeAsync();
        await _brokenProxy.DisposeAsync();
        await _emulator.DisposeAsync();
    }

    /// <summary>Runs a case.</summary>
    /// <returns>What is to be seen of it that must not be.</returns>
    public IReadOnlyList<Leak> Play(LeakCase play)
    {
        using var folder = new ScratchFolder();

        // For the properties of output that are scripts, such as a file's mode: they are read on this thread.
        Runspace.DefaultRunspace = _shell.Runspace;
        var leaks = LeaksIn(play, EvidenceOf(play, folder).ToArray()).ToArray();

        // An organization has room for 50 accounts, and the cases are played hundreds of times.
        foreach (var account in _emulator.ServiceAccounts.Where(account => !account.IsSeeded).ToArray())
        {
            _emulator.RemoveServiceAccount(account.ClientId);
        }

        // The cases after one that closed a session would all be refused at once, and show nothing.
        var lost = _sessions
            .Except(
                _shell.Run("Get-VgsCalmSession | ForEach-Object Name").Output.Select(name => (string)name.BaseObject),
                StringComparer.Ordinal
            )
            .ToArray();
        return lost.Length == 0
            ? leaks
            : throw new InvalidOperationException($"{play} closed the sessions {string.Join(", ", lost)}.");
    }

    /// <summary>Looks at what all cases together left behind: temporary files, the process's environment and command line.</summary>
    public IReadOnlyList<Leak> LeftBehind() =>
        [.. LeaksIn(new LeakCase("all commands", "afterwards", IsBad: false, ""), Process().Concat(TemporaryFiles()))];

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

    private IEnumerable<Evidence> EvidenceOf(LeakCase play, ScratchFolder folder)
    {
        _host.Take();
        using var transcript = new Transcript(_shell, _folder.At("transcript.txt"));
        var result = _shell.Run(
            $"$Error.Clear(); {AllStreams}{play.Script}",
            [("folder", folder.Path), .. InputFiles(folder)]
        );
        var errors = _shell
            .Run("$Error.ToArray()")
            .Output.Select(e =>
                e.BaseObject is IContainsErrorRecord thrown ? thrown.ErrorRecord : (ErrorRecord)e.BaseObject
            )
            .Concat(result.Errors)
            .Concat(result.Terminating is { } terminating ? [terminating] : [])
            .Distinct()
            .ToArray();
        if (Array.Find(errors, e => e.Exception is CommandNotFoundException) is { } unknown)
        {
            throw new InvalidOperationException(
                $"{play} did not play to its end: {string.Join(' ', errors.Except([unknown]))} {unknown}"
            );
        }

        if (!play.IsBad && result.Failure is { } failure)
        {
            throw new InvalidOperationException($"{play} is no bad case, and failed: {failure}");
        }

        if (!play.AsksForOutput)
        {
            Show([.. result.Output.Where(o => o is { BaseObject: not ErrorRecord })]);
        }

        Show([.. errors.Select(PSObject.AsPSObject)]);
        Errors += errors.Length;

        foreach (var line in result.Verbose)
        {
            yield return new("verbose", line);
        }

        foreach (var line in result.Debug)
        {
            yield return new("debug", line);
        }

        foreach (var line in result.Warnings)
        {
            yield return new("warning", line);
        }

        foreach (var line in result.Information)
        {
            yield return new("information", line);
        }

        foreach (var record in result.Progress)
        {
            yield return new("progress", $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}");
        }

        foreach (var found in errors.SelectMany(error => ObjectEvidence.Of("$Error", error)))
        {
            yield return found;
        }

        if (!play.AsksForOutput)
        {
            foreach (
                var found in result
                    .Output.Where(o => o is not null)
                    .SelectMany(item => ObjectEvidence.Of("output", item))
            )
            {
                yield return found;
            }
        }

        yield return new("console", _host.Take());

        // A transcript has the output too: of one that was asked for there is nothing to be said.
        var transcribed = transcript.Stop();
        if (!play.AsksForOutput)
        {
            yield return new("transcript", transcribed);
        }

        foreach (
            var file in Directory
                .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
                .Where(f =>
                    !Path.GetFileName(f).StartsWith("input.", StringComparison.Ordinal)
                    && !play.AsksForFiles.Contains(Path.GetFileName(f))
                )
        )
        {
            yield return new($"file {Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }

    // As its own view shows it, as Format-List * does, and in tables of a few columns.
    private void Show(IReadOnlyList<PSObject> items)
    {
        foreach (var item in items.Where(i => i is not null).Distinct())
        {
            var fields = item
                .Properties.Where(p => p.IsGettable && p.Value is not System.Reflection.MethodBase)
                .Select(p => new PSNoteProperty(p.Name, p.Value))
                .ToArray();
            PSObject[] shapes =
            [
                item,
                ObjectOf(fields.Concat(Enumerable.Range(0, 5).Select(n => new PSNoteProperty($"_{n}", n)))),
                .. fields.Chunk(4).Select(ObjectOf),
            ];
            foreach (var shape in shapes)
            {
                _shell.Run("$shape | Out-Default", ("shape", shape));
            }
        }
    }

    private static PSObject ObjectOf(IEnumerable<PSNoteProperty> fields)
    {
        var shape = new PSObject();
        foreach (var field in fields)
        {
            shape.Properties.Add(field);
        }

        return shape;
    }

    private IEnumerable<SensitiveValue> Sensitive()
    {
        foreach (var secret in _emulator.IssuedSecrets)
        {
            yield return SensitiveValue.Secret("a client secret", secret);
        }

        foreach (var token in _emulator.IssuedTokens)
        {
            yield return SensitiveValue.Token("an access token", token);
        }

        foreach (var secret in _emulator.SignInSecrets)
        {
            yield return SensitiveValue.Token("a refresh token or a code of a sign-in", secret);
        }

        foreach (var token in _echo.IssuedTokens)
        {
            yield return SensitiveValue.Token("an access token without parts", token);
        }

        foreach (
            var number in _numbers
                .Concat(_emulator.Cards.Select(c => c.CurrentNumber))
                .Where(n => n.All(char.IsAsciiDigit))
                .Distinct(StringComparer.Ordinal)
        )
        {
            yield return SensitiveValue.CardNumber("a card number", number);
        }

        yield return SensitiveValue.CardNumber("a card number with a stray letter", _numbers[0].Insert(6, "x"));
        yield return SensitiveValue.Secret("a client secret that is wrong", _wrongSecret);
        yield return SensitiveValue.Secret("the proxy's password", _proxyPassword);
        yield return SensitiveValue.Secret("the password of an address", _addressPassword);
        yield return SensitiveValue.EscapeSequence("an escape sequence of a server", _escapeSequence);
        yield return SensitiveValue.Cvv("a CVV", _cvv);
    }

    private void Prepare()
    {
        _shell.SetAddresses(_emulator);
        _shell.Set("numbers", _numbers);
        _shell.Set("number", _numbers[0]);
        _shell.Set("grouped", string.Join(' ', _numbers[0].Chunk(4).Select(c => new string(c))));
        _shell.Set("encoded", string.Join("%20", _numbers[0].Chunk(4).Select(c => new string(c))));
        _shell.Set("preceded", $"0108-04 003.197 708 {_numbers[^1][..4]} {_numbers[^1][4..]}");
        _shell.Set("cvvText", _cvv);
        _shell.Set("cvv", Secure(_cvv));
        _shell.Set("secretText", _emulator.CalmClientSecret);
        _shell.Set("wrong", Shell.CredentialOf(_emulator.CalmClientId, _wrongSecret));
        _shell.Set("proxyCredential", Shell.CredentialOf("vault-user", _proxyPassword));
        _shell.Set("auth", _emulator.AuthUri.ToString());
        _shell.Set("echo", _echo.Address);
        _shell.Set("proxy", _refusingProxy.Address);
        _shell.Set("brokenProxy", _brokenProxy.Address);
        _shell.Set("refusals", EchoingServer.Refusals);
        _shell.Set("successes", EchoingServer.Successes);
        _shell.Set("breakages", EchoingServer.Breakages);
        _shell
            .Run(
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

        // The last of them is masked in two steps: the digits before it are taken for a part of it.
        _echo.Says =
            $"http://u:{_addressPassword}@proxy.example:8080/, http:\\/\\/u:{_addressPassword}@proxy.example, "
            + $"{_numbers[^1]}, {_emulator.IssuedTokens.First()}, cvv={_cvv}, 0000{_numbers[^1]}00000000, 0108-04 "
            + $"003.197 708 {_numbers[^1][..4]} {_numbers[^1][4..]}";
        _echo.SaysInJson =
            $"{_escapeSequence}\u0007 https://u:{_addressPassword}@service.example/ {OtherGroupings(_numbers[^1])}";
        _echo.SaysEscaped = Escaped(_numbers[^1]);
        _echo.Secret = _wrongSecret;
        _echo.Token = _emulator.IssuedTokens.First();
    }

    // Of an American, a typesetter, a page that keeps its lines together, and Egypt.
    private static string OtherGroupings(string number)
    {
        var groups = number.Chunk(4).Select(c => new string(c)).ToArray();
        var arabic = new string([.. number.Select(digit => (char)(digit - '0' + '\u0660'))]);
        return $"{string.Join(", ", groups)} | {string.Join('\u00b7', groups)} | {string.Join('\u200b', groups)} | {arabic}.";
    }

    // As JSON, an address and HTML may write it.
    private static string Escaped(string number) =>
        string.Join(
            ' ',
            string.Concat(number.Select(digit => $"\\u{(int)digit:x4}")),
            string.Concat(number.Select(digit => $"%{(int)digit:X2}")),
            string.Concat(number.Select(digit => $"&#{(int)digit};")),
            string.Join("%2C%20", number.Chunk(4).Select(c => new string(c)))
        );

    private (string Name, object? Value)[] InputFiles(ScratchFolder folder)
    {
        var rows = string.Concat(_numbers.Select((n, i) => $"A{i},{n},1,30,order {i}\n"));
        return
        [
            ("csv", folder.Write("input.csv", $"Name,Number,ExpMonth,ExpYear,Reference\n{rows}")),
            (
                "badCsv",
                folder.Write(
                    "input.bad.csv",
                    $"Name,Number,ExpMonth,ExpYear,Reference\n"
                        + $"A,{_numbers[0]},{_numbers[1]},30,{_numbers[2]}\n{_numbers[0]},A B,1,30,x\n"
                        + $"A,{_numbers[0].Insert(6, "x")},1,30,x\nA,{_numbers[1]}0000,1,30,y\n"
                )
            ),
            ("headlessCsv", folder.Write("input.headless.csv", rows)),
            (
                "brokenCsv",
                folder.Write(
                    "input.broken.csv",
                    $"Name,Number,ExpMonth,ExpYear\nA,\"{_numbers[0]},1,30\nA,{_numbers[1]}\",\"1\"30\n"
                )
            ),
            ("yaml", folder.Write("input.yaml", Yaml($"  clientSecret: {_emulator.CalmClientSecret}"))),
            ("badYaml", folder.Write("input.bad.yaml", Yaml($"  clientSecret: [{_emulator.CalmClientSecret}"))),
            (
                "strayYaml",
                folder.Write(
                    "input.stray.yaml",
                    Yaml(
                        $"  {_emulator.CalmClientSecret}: x\n  scope: {_emulator.CalmClientSecret}\n  "
                            + $"accessTokenLifespan: {_emulator.CalmClientSecret}"
                    )
                )
            ),
            ("listYaml", folder.Write("input.list.yaml", Yaml($"  clientSecret:\n  - {_emulator.CalmClientSecret}"))),
            (
                "strangeYaml",
                folder.Write(
                    "input.strange.yaml",
                    $"{_emulator.CalmClientSecret}: x\n" + Yaml($"  {_emulator.CalmClientSecret}: x")
                )
            ),
            (
                "annotatedYaml",
                folder.Write(
                    "input.annotated.yaml",
                    Yaml($"  annotations:\n    {_emulator.CalmClientSecret}:\n      a: x")
                )
            ),
            (
                "doubleYaml",
                folder.Write(
                    "input.double.yaml",
                    Yaml($"  {_emulator.CalmClientSecret}: x\n  {_emulator.CalmClientSecret}: y")
                )
            ),
            (
                "brokenYaml",
                string.Join(
                    ';',
                    (
                        (string[])
                            [
                                "!{0}!x",
                                "!{0}",
                                "*{0}",
                                "&{0} &{0} x",
                                "\"\\{0}\"",
                                "@{0}",
                                "'{0}",
                                "- {0}",
                                "{{{0}",
                                "x: {0}: y",
                                "|{0}",
                                "%{0}",
                            ]
                    ).Select(
                        (form, i) =>
                            folder.Write(
                                $"input.broken{i}.yaml",
                                Yaml(
                                    "  clientSecret: "
                                        + string.Format(CultureInfo.InvariantCulture, form, _emulator.CalmClientSecret)
                                )
                            )
                    )
                )
            ),
            (
                "numberedCsv",
                folder.Write("input.numbered.csv", $"Name,{_numbers[0]},ExpMonth,ExpYear\nA,{_numbers[0]},1,30\n")
            ),
            (
                "doubleCsv",
                folder.Write(
                    "input.double.csv",
                    $"Name,{_numbers[0]},{_numbers[0]},ExpMonth,ExpYear\nA,{_numbers[0]},x,1,30\n"
                )
            ),
            (
                "addressCsv",
                folder.Write(
                    "input.address.csv",
                    $"Name,Number,ExpMonth,ExpYear,BillingAddress{_numbers[0]}\nA,{_numbers[0]},1,30,x\n"
                )
            ),
            (
                "aliasCsv",
                folder.Write(
                    "input.alias.csv",
                    $"Name,Number,ExpMonth,ExpYear\nA,tok_sandbox_abc,1,30\nA,{_numbers[0].Insert(6, "x")},1,30\n"
                        + $"A,PAN:{_numbers[0]},1,30\n"
                )
            ),
            (
                "kindYaml",
                folder.Write(
                    "input.kind.yaml",
                    $"kind: {_emulator.CalmClientSecret}\ndata: {_emulator.CalmClientSecret}\n"
                )
            ),
            (
                "pem",
                folder.Write(
                    "input.pem",
                    $"-----BEGIN CERTIFICATE-----\n{_emulator.CalmClientSecret}\n-----END CERTIFICATE-----\n"
                )
            ),
        ];
    }

    private string Yaml(string secret) =>
        $"apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  clientId: {_emulator.CalmClientId}\n{secret}\n  name: "
        + $"calm\n  scopes:\n    - cards:write\n";

    private static IEnumerable<Evidence> Process()
    {
        yield return new("the command line", Environment.CommandLine);
        if (File.Exists("/proc/self/cmdline"))
        {
            yield return new("the process list", File.ReadAllText("/proc/self/cmdline"));
        }

        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return new($"environment variable {variable.Key}", $"{variable.Value}");
        }
    }

    private IEnumerable<Evidence> TemporaryFiles()
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, RecurseSubdirectories = false };
        // Pipes, which would wait for whoever writes to them, have no length.
        foreach (
            var file in Directory
                .EnumerateFiles(Path.GetTempPath(), "*", options)
                .Select(f => new FileInfo(f))
                .Where(f => f.Exists && f.LastWriteTimeUtc >= _began && f.Length is > 0 and < 4 * 1024 * 1024)
        )
        {
            if (TextOf(file.FullName) is { } text)
            {
                yield return new($"temporary file {file.Name}", text);
            }
        }
    }

    // Temporary files are everybody's: they come and go while they are looked at.
    private static string? TextOf(string file)
    {
        try
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Excerpt(string text, string value)
    {
        var at = Math.Max(0, text.IndexOf(value, StringComparison.OrdinalIgnoreCase));
        var start = Math.Max(0, at - 80);
        return text.Substring(start, Math.Min(text.Length - start, 80 + value.Length + 40)).ReplaceLineEndings(" ");
    }

    private static System.Security.SecureString Secure(string text) =>
        new System.Net.NetworkCredential("", text).SecurePassword;

    private static string Random() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    // A number with its check digit, as every card has it (ISO/IEC 7812-1 annex B).
    private static string NumberEndingWith(char last)
    {
        while (true)
        {
            var number =
                "5"
                + string.Concat(Enumerable.Range(0, 14).Select(_ => (char)('0' + RandomNumberGenerator.GetInt32(10))))
                + last;
            var sum = number
                .Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 2 : 1))
                .Sum(value => (value / 10) + (value % 10));
            if (sum % 10 == 0)
            {
                return number;
            }
        }
    }
}
