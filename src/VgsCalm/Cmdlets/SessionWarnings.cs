using VgsCalm.Sessions;

namespace VgsCalm.Cmdlets;

/// <summary>What is to be known of a session that was opened just now.</summary>
internal static class SessionWarnings
{
    /// <summary>
    /// Writes it. A warning may end the command, by $WarningPreference: a session that nobody gets is closed then, and its sign-in ended.
    /// </summary>
    public static void Write(VgsSession session, Action<string> write, Action<VgsSession, Action> endSignIn)
    {
        try
        {
            foreach (var warning in Of(session))
            {
                write(warning);
            }
        }
        catch
        {
            endSignIn(session, session.Close);
            throw;
        }
    }

    private static IEnumerable<string> Of(VgsSession session)
    {
        if (session.Rehearsal is { } emulator)
        {
            yield return $"{EmulatorVariable.Name} is set: the session '{session.Name}' works on the emulator at {emulator}, not on VGS.";
        }

        if (session.UnusedProxy is { } unused)
        {
            yield return $"The proxy {unused} is not used for the emulator, which is on this machine: it is reached directly.";
        }

        if (SessionFactory.FindBypassedProxy(session) is { } proxy)
        {
            yield return $"This machine's proxy {proxy} is not used for addresses of the loopback: they are reached directly.";
        }
    }
}
