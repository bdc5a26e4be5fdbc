using System.Diagnostics;
using VgsCalm.Tests.Leaks;

namespace VgsCalm.LeakMutants;

/// <summary>Plays the leak cases with all redaction in place, and then those that a piece matters to with that piece taken out.</summary>
internal sealed class Trial(
    SwitchableModule module,
    LeakStage stage,
    FindingReport findings,
    SceneExchange exchange,
    bool isFull
)
{
    private readonly List<Scene> _scenes = [];

    public async Task RunAsync(Func<Piece, bool> isWanted)
    {
        foreach (var gap in module.Gaps)
        {
            findings.Add(false, "every method that redacts is looked at", gap);
        }

        foreach (
            var unknown in SecondGuards
                .Names.Concat(Precautions.Reasons.Keys)
                .Except(module.Pieces.Select(p => p.Name), StringComparer.Ordinal)
        )
        {
            findings.Add(false, "every second guard and precaution is a piece", $"there is no '{unknown}'");
        }

        foreach (var name in module.PassedOver)
        {
            Console.WriteLine($"no piece: {name} {Redactors.OtherUses[name]}");
        }

        await PlayWholeAsync();
        foreach (var piece in module.Pieces.Where(isWanted))
        {
            if (Precautions.Reasons.TryGetValue(piece.Name, out var reason))
            {
                PlayWithout(piece, reason);
            }
            else if (SecondGuards.Find(piece.Name) is { } second)
            {
                PlayWithout(piece, second);
            }
            else
            {
                PlayWithout(piece);
            }
        }
    }

    private async Task PlayWholeAsync()
    {
        RedactionSwitch.TakeOut();
        var leaks = new List<Leak>();
        var played = new List<PlayedCase>();
        for (var number = 0; number < LeakCases.All.Count; number++)
        {
            if (exchange.IsMine(number))
            {
                played.Add(PlayWhole(number, leaks));
            }
        }

        findings.Add(
            leaks.Count == 0,
            $"with all redaction in place nothing leaks in {played.Count} cases",
            leaks.Count == 0 ? "" : $"{leaks.Count} leaks, the first {leaks[0]}"
        );
        _scenes.AddRange((await exchange.ExchangeAsync(played)).Select(ToScene).OrderBy(scene => scene.Seconds));
    }

    private PlayedCase PlayWhole(int number, List<Leak> leaks)
    {
        RedactionSwitch.Forget();
        var began = Stopwatch.GetTimestamp();
        leaks.AddRange(stage.Play(LeakCases.All[number]));
        return new PlayedCase(
            number,
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            NumbersOf(RedactionSwitch.WasReached),
            NumbersOf(RedactionSwitch.HasMattered)
        );
    }

    private int[] NumbersOf(Func<Piece, bool> isThere) =>
        [.. module.Pieces.Where(isThere).Select(piece => piece.Number)];

    private Scene ToScene(PlayedCase played) =>
        new(
            LeakCases.All[played.Number],
            played.Seconds,
            [.. module.Pieces.Where(piece => played.Reached.Contains(piece.Number))],
            [.. module.Pieces.Where(piece => played.Mattered.Contains(piece.Number))]
        );

    private void PlayWithout(Piece piece)
    {
        var scenes = _scenes.Where(s => s.Mattered.Contains(piece)).ToArray();
        var leaks = scenes.Select(scene => LeaksWithout(scene, piece)).FirstOrDefault(found => found.Count > 0) ?? [];
        findings.Add(
            leaks.Count > 0,
            $"without {piece}: {Describe(leaks)}",
            scenes.Length > 0 ? $"nothing leaks in the {scenes.Length} cases in which it hides something"
                : _scenes.Any(s => s.Reached.Contains(piece)) ? "it has nothing to hide in any case"
                : "no case comes there"
        );
    }

    // Nothing that can happen here shows it missing. When something does, it is a precaution no more.
    private void PlayWithout(Piece piece, string reason)
    {
        var scenes = _scenes.Where(s => s.Mattered.Contains(piece)).ToArray();
        var leaks = scenes.SelectMany(scene => LeaksWithout(scene, piece)).ToArray();
        findings.Add(
            scenes.Length > 0 && leaks.Length == 0,
            $"without {piece} nothing leaks here in {scenes.Length} cases: {reason}",
            scenes.Length == 0 ? "no case comes there" : $"it is needed after all: {Describe(leaks)}"
        );
    }

    // By itself it must not be missed; together with what stands behind it, more must leak than without that alone.
    private void PlayWithout(Piece piece, SecondGuard second)
    {
        var behind = module.Pieces.Where(p => second.Names.Contains(p.Name)).ToArray();
        var scenes = _scenes
            .Where(s => s.Reached.Contains(piece) || behind.Any(s.Reached.Contains))
            .OrderByDescending(s => s.Mattered.Contains(piece))
            .ThenByDescending(s => behind.Any(s.Mattered.Contains))
            .ToArray();
        foreach (var scene in scenes)
        {
            var already = LeaksWithout(scene, behind).Select(Key).ToHashSet();
            var leaks = LeaksWithout(scene, [piece, .. behind]).Where(leak => !already.Contains(Key(leak))).ToArray();
            if (leaks.Length == 0)
            {
                continue;
            }

            var alone = (isFull ? scenes : [scene]).SelectMany(s => LeaksWithout(s, piece)).ToArray();
            findings.Add(
                alone.Length == 0,
                $"without {piece}, and {second}: {Describe(leaks)}; without it alone: nothing",
                $"it is needed by itself: {Describe(alone)}"
            );
            return;
        }

        findings.Add(
            false,
            $"without {piece}, and {second}",
            scenes.Length > 0
                ? $"nothing more leaks in the {scenes.Length} cases that come there"
                : "no case comes there"
        );
    }

    private IReadOnlyList<Leak> LeaksWithout(Scene scene, params Piece[] pieces)
    {
        RedactionSwitch.TakeOut(pieces);
        try
        {
            // Without the piece a good case may go wrong.
            return stage.Play(scene.Case with { IsBad = true });
        }
        finally
        {
            RedactionSwitch.TakeOut();
        }
    }

    private static (string Place, string What) Key(Leak leak) => (leak.Place, leak.What);

    private static string Describe(IReadOnlyList<Leak> leaks) =>
        leaks.Count == 0
            ? "no leak"
            : $"{leaks.Count} leaks, the first {leaks[0].What} in {leaks[0].Place} of {leaks[0].Case}";

    private sealed record Scene(LeakCase Case, double Seconds, HashSet<Piece> Reached, HashSet<Piece> Mattered);
}
