using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Soak;

/// <summary>What a command meets before it is stopped: a wait of one kind or another, so that stops fall into each.</summary>
internal static class Weather
{
    private static readonly Action<VgsEmulator>[] Kinds =
    [
        static _ => { },
        static emulator => emulator.Options.Latency = 100,
        static emulator =>
            emulator.Faults.Add(
                new Fault
                {
                    PathPrefix = "/calm",
                    Kind = FaultKind.HangBefore,
                    After = 5,
                    Times = 3,
                }
            ),
        static emulator =>
            emulator.Faults.Add(
                new Fault
                {
                    PathPrefix = "/calm",
                    Kind = FaultKind.Status,
                    Status = 503,
                    RetryAfter = 1,
                    After = 5,
                    Times = 3,
                }
            ),
        static emulator =>
            emulator.Faults.Add(
                new Fault
                {
                    PathPrefix = "/calm",
                    Kind = FaultKind.ResetBefore,
                    After = 5,
                    Times = 3,
                }
            ),
        static emulator => RevokeAnd(emulator, new Fault { PathPrefix = "/auth", Kind = FaultKind.HangBefore }),
        static emulator =>
            RevokeAnd(
                emulator,
                new Fault
                {
                    PathPrefix = "/auth",
                    Kind = FaultKind.Status,
                    Status = 503,
                    Times = 2,
                }
            ),
    ];

    public static void Turn(VgsEmulator emulator, Random random) => Kinds[random.Next(Kinds.Length)](emulator);

    public static void Clear(VgsEmulator emulator)
    {
        emulator.Faults.Clear();
        emulator.Options.Latency = 10;
    }

    private static void RevokeAnd(VgsEmulator emulator, Fault fault)
    {
        emulator.RevokeTokens();
        emulator.Faults.Add(fault);
    }
}
