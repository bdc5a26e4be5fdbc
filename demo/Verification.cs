using System.Globalization;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Requests;

namespace VgsCalm.Demo;

/// <summary>
/// Holds what the script says against what the file promises and what the emulator has on record. The script is not believed:
/// each check compares its words with a count of its own.
/// </summary>
internal sealed class Verification
{
    /// <summary>Seconds that the demo's tokens live.</summary>
    public const int TokenLifetime = 3;

    // The module renews a token a fifth of its life early.
    private const double TokenInUse = TokenLifetime * 0.8;

    // So many at least, or the demo's "outlives several tokens" would be a word only.
    private const int Renewals = 3;

    private static readonly string[] StepNames =
    [
        "Connect as administrator",
        "Write its configuration",
        "Make the service account",
        "Connect as service account",
        Enrol,
        Wait,
        "Call the API directly",
        "Send an unsupported card",
        "Outlive the tokens",
        "Connect once it is revoked",
        AccountTokens,
        AdminTokens,
    ];

    private const string Enrol = "Enrol the cards";
    private const string Wait = "Wait for their state";
    private const string AccountTokens = "Tokens of the account";
    private const string AdminTokens = "Tokens of the administrator";

    private readonly IReadOnlyList<Step> _steps;
    private readonly CardFile _file;
    private readonly VgsEmulator _emulator;
    private readonly RequestLogEntry[] _requests;
    private readonly string? _account;

    private Verification(IReadOnlyList<Step> steps, CardFile file, VgsEmulator emulator)
    {
        _steps = steps;
        _file = file;
        _emulator = emulator;
        _requests = emulator.Requests.Snapshot();
        _account = _requests
            .Select(request => request.ClientId)
            .FirstOrDefault(client => client is not null && client != emulator.AdminClientId);
    }

    public static IReadOnlyList<Check> Of(
        IReadOnlyList<Step> steps,
        CardFile file,
        VgsEmulator emulator,
        string printed
    )
    {
        var its = new Verification(steps, file, emulator);
        return
        [
            its.AllSteps(),
            its.Rows(),
            its.States(),
            its.EachCard(),
            its.AccountTokenRequests(),
            its.FewestTokens(),
            its.AllTokenRequests(),
            its.NoTokenRefused(),
            its.AccountRevoked(),
            its.NothingShown(printed),
        ];
    }

    private Check AllSteps()
    {
        var ok = _steps.Count(step => step.Ok);
        return new Check(
            "Steps of the script",
            $"{StepNames.Length} done, all well",
            $"{_steps.Count} done, {ok} well",
            ok == _steps.Count && StepNames.SequenceEqual(_steps.Select(step => step.Name), StringComparer.Ordinal)
        );
    }

    /// <summary>The script's refused card of its own comes on top of the file's.</summary>
    private Check Rows()
    {
        var sent = _requests.Where(request => IsPost(request, "/calm/cards")).ToArray();
        var refused = sent.Count(request => request.Status is >= 400 and < 500) - 1;
        var seen = Fates(_emulator.Cards.Count, refused, _file.Rows.Count - sent.Length + 1);
        var expected = HasOpenRows ? Seen(Enrol) : Fates(Rows(Fate.Accepted), Rows(Fate.Refused), Rows(Fate.NotSent));
        return new Check("Rows of the file", expected, seen, expected == seen && Seen(Enrol) == seen);
    }

    /// <summary>The sandbox's rule for test cards: the last digit decides.</summary>
    private Check States()
    {
        var failed = _emulator.Cards.Count(card => card.Number[^1] is '1' or '6' or '7' or '8');
        var expected = $"{_emulator.Cards.Count - failed} enrolled, {failed} failed";
        return new Check("States by last digit", expected, Seen(Wait), expected == Seen(Wait));
    }

    /// <summary>Every row that must be accepted is there, and as often as it is in the file: none lost, none sent twice.</summary>
    private Check EachCard()
    {
        var sent = _file
            .Rows.Where(row => row.Fate == Fate.Accepted)
            .Select(row => (row.Name, row.SentNumber))
            .ToList();
        var expected = sent.Count;
        var found = _emulator.Cards.Count(card => sent.Remove((card.Name, card.Number)));
        return new Check(
            "Each card, by number",
            $"{expected} once each",
            $"{found} once each",
            found == expected && (HasOpenRows || _emulator.Cards.Count == expected)
        );
    }

    private Check AccountTokenRequests()
    {
        var granted = TokenRequests(_account).Count(request => request.Status == 200);
        return Counted(AccountTokens, Seen(AccountTokens), granted);
    }

    /// <summary>In the time that the account existed, whoever calls all the time and renews a fifth early needs so many.</summary>
    private Check FewestTokens()
    {
        var made = _requests.FirstOrDefault(request =>
            request.Method == "POST" && request.Path.EndsWith("/service-accounts", StringComparison.Ordinal)
        );
        var removed = _requests.FirstOrDefault(request => request.Method == "DELETE");
        var seconds = made is null || removed is null ? 0 : (removed.Time - made.Time).TotalSeconds;
        var least = (int)Math.Ceiling(seconds / TokenInUse);
        var tokens = TokenRequests(_account).Count(request => request.Status == 200);
        return new Check(
            "Fewest tokens possible",
            Text($"{least} in {seconds:0.0} s"),
            Text($"{tokens}"),
            tokens <= least && tokens > Renewals
        );
    }

    /// <summary>The account's, the administrator's, and the one that was refused after the end.</summary>
    private Check AllTokenRequests()
    {
        var expected = Number(Seen(AccountTokens)) + Number(Seen(AdminTokens)) + 1;
        return Counted("All token requests", Text($"{expected}"), _emulator.TokenRequestCount);
    }

    /// <summary>
    /// A request that is held up for longer than the margin arrives with an old token; the module renews and repeats it.
    /// </summary>
    private Check NoTokenRefused()
    {
        var refused = _requests.Count(request => request.Status == 401 && !IsToken(request));
        return new Check("Calls with an old token", "0, or 1 on a busy machine", Text($"{refused}"), refused <= 1);
    }

    /// <summary>The emulator names no client that it does not know any more.</summary>
    private Check AccountRevoked()
    {
        var removed = Array.FindIndex(
            _requests,
            request => request.Method == "DELETE" && request.Status is >= 200 and < 300
        );
        var refused =
            removed < 0
                ? 0
                : _requests
                    .Skip(removed)
                    .Count(request => IsToken(request) && request.ClientId is null && request.Status == 401);
        var left = _emulator.ServiceAccounts.Count(account => !account.IsSeeded);
        return new Check(
            "The account at the end",
            "0 left, 1 try refused",
            $"{left} left, {refused} try refused",
            left == 0 && refused == 1
        );
    }

    private Check NothingShown(string printed)
    {
        var numbers = _emulator
            .Cards.SelectMany(card => (string[])[card.Number, card.CurrentNumber])
            .Concat(_file.Rows.Select(row => row.SentNumber));
        var hidden = _emulator
            .IssuedTokens.Concat(_emulator.IssuedSecrets)
            .Concat(numbers.Where(number => number.Length >= 13 && number.All(char.IsAsciiDigit)))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return Counted(
            $"Printed, of {hidden.Length} secrets",
            "0",
            hidden.Count(text => printed.Contains(text, StringComparison.Ordinal))
        );
    }

    private bool HasOpenRows => _file.Rows.Any(row => row.Fate == Fate.Open);

    private int Rows(Fate fate) => _file.Rows.Count(row => row.Fate == fate);

    private string Seen(string step) => _steps.FirstOrDefault(s => s.Name == step)?.Seen ?? "nothing";

    private IEnumerable<RequestLogEntry> TokenRequests(string? client) =>
        _requests.Where(request => IsToken(request) && request.ClientId == client);

    private bool IsToken(RequestLogEntry request) => request.Path == _emulator.TokenUri.AbsolutePath;

    private static bool IsPost(RequestLogEntry request, string path) =>
        request.Method == "POST" && request.Path == path;

    private static Check Counted(string name, string expected, int count) =>
        new(name, expected, Text($"{count}"), expected == Text($"{count}"));

    private static string Fates(int accepted, int refused, int notSent) =>
        $"{accepted} accepted, {refused} refused, {notSent} not sent";

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
