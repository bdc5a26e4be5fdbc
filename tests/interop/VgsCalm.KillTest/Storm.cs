using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.KillTest;

/// <summary>What else goes wrong while an import is killed: lost and torn answers, refusals, revoked tokens.</summary>
internal static class Storm
{
    private static readonly (FaultKind Kind, int? Status)[] Troubles =
    [
        (FaultKind.ResetBefore, null),
        (FaultKind.ResetAfter, null),
        (FaultKind.TruncatedBody, null),
        (FaultKind.WrongJson, null),
        (FaultKind.Html, 502),
        (FaultKind.Status, 401),
        (FaultKind.Status, 429),
        (FaultKind.Status, 500),
        (FaultKind.Status, 502),
        (FaultKind.Status, 503),
    ];

    /// <summary>Takes the place of the storm before. Each trouble meets some of the next requests, and the token endpoint one.</summary>
    public static void Begin(VgsEmulator emulator, Random random)
    {
        emulator.Faults.Clear();
        foreach (var (kind, status) in Troubles)
        {
            emulator.Faults.Add(
                new Fault
                {
                    Kind = kind,
                    Status = status,
                    Method = "POST",
                    PathPrefix = "/calm/cards",
                    After = random.Next(40),
                    Times = random.Next(1, 3),
                }
            );
        }

        emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                Status = 503,
                PathPrefix = "/auth",
                After = random.Next(2),
            }
        );
        if (random.Next(2) == 0)
        {
            emulator.RevokeTokens();
        }
    }
}
