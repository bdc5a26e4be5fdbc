using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace VgsCalm.Sessions;

/// <summary>The open sessions of one runspace, by name. Runbooks that share a process never see each other's.</summary>
internal sealed class SessionStore
{
    public const string DefaultName = "default";

    private static readonly ConditionalWeakTable<Runspace, SessionStore> Stores = new();

    private readonly ConcurrentDictionary<string, VgsSession> _sessions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The store of the runspace that runs on this thread.</summary>
    public static SessionStore Current =>
        Runspace.DefaultRunspace is { } runspace
            ? Stores.GetValue(runspace, static _ => new SessionStore())
            : new SessionStore();

    public VgsSession? Find(string name) => _sessions.TryGetValue(name, out var session) ? session : null;

    /// <summary>Those that are open: one that is shared may have been closed in another runspace.</summary>
    public IEnumerable<VgsSession> All() =>
        _sessions.Values.Where(s => s.IsOpen).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts a session in, and closes the one that had its name.</summary>
    public void Put(VgsSession session)
    {
        VgsSession? replaced = null;
        _sessions.AddOrUpdate(
            session.Name,
            session,
            (_, old) =>
            {
                replaced = old;
                return session;
            }
        );
        replaced?.Close();
    }

    /// <summary>Takes a session out, if it is here under its name, and closes it wherever it is.</summary>
    public void Close(VgsSession session)
    {
        ((ICollection<KeyValuePair<string, VgsSession>>)_sessions).Remove(
            new KeyValuePair<string, VgsSession>(session.Name, session)
        );
        session.Close();
    }

    public void CloseAll()
    {
        foreach (var session in All().ToArray())
        {
            Close(session);
        }
    }
}
