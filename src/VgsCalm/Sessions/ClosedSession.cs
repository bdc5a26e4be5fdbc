namespace VgsCalm.Sessions;

/// <summary>
/// A session that was closed, given where a name is taken. Its name may be another session's by now, so that it goes by what is no
/// name: Connect-VgsCalm gives none with a NUL character.
/// </summary>
internal static class ClosedSession
{
    private const char Mark = '\0';

    /// <summary>What stands for the session where a name is taken.</summary>
    public static string StandIn(VgsSession session) => Mark + session.Name;

    /// <summary>The session that was given so; null for a name.</summary>
    public static VgsSession? Find(string name) =>
        name.Length > 0 && name[0] == Mark
            ? new VgsSession(name.Substring(1), connection: null) { WasOpened = true }
            : null;

    /// <exception cref="VgsApiException">RequestInvalid: no session may have such a name.</exception>
    public static void CheckName(string name)
    {
        if (name.IndexOf(Mark) >= 0)
        {
            throw new VgsApiException(VgsErrorId.RequestInvalid, "The name of a session has a NUL character.", "Name")
            {
                RecommendedAction = "Give -Name without it.",
            };
        }
    }
}
