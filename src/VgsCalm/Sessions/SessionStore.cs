using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using VgsCalm.Binding;
using VgsCalm.Errors;

namespace VgsCalm.Sessions;

/// <summary>The open sessions of one runspace, by name. Runbooks that share a process never see each other's.</summary>
internal sealed class SessionStore
{
    public const string DefaultName = "default";

    private static readonly ConditionalWeakTable<Runspace, SessionStore> Stores = new();

    private readonly ConcurrentDictionary<string, VgsSession> _sessions = new(StringComparer.OrdinalIgnoreCase);

    // Those that were opened in this runspace. Others are shared, and the runspace that opened them closes them.
    private readonly ConditionalWeakTable<VgsSession, object> _own = new();

    // Chosen by Select-VgsCalmSession. It stays chosen when it is closed: another one, of another environment perhaps, must not
    // take its place unasked.
    private VgsSession? _selected;

    /// <summary>The store of the runspace that runs on this thread.</summary>
    public static SessionStore Current =>
        Runspace.DefaultRunspace is { } runspace
            ? Stores.GetValue(runspace, static _ => new SessionStore())
            : new SessionStore();

    /// <summary>The session of a name. Where none has it, the result is one that is not open.</summary>
    public VgsSession Get(string name) =>
        ClosedSession.Find(name)
        ?? (_sessions.TryGetValue(name, out var session) ? session : new VgsSession(name, connection: null));

    /// <summary>The session of commands that are given none: the selected one, else the one named <c>default</c>.</summary>
    public VgsSession Default => Volatile.Read(ref _selected) ?? Get(DefaultName);

    /// <summary>How a command is given a session, with a blank before it; empty for the default one.</summary>
    public string ArgumentOf(VgsSession session) =>
        ReferenceEquals(session, Default) ? "" : $" -Session {ShellArgument.Write(session.Name)}";

    /// <summary>Makes an open session the default one of this runspace, and closes another one of its name that was opened here.</summary>
    /// <exception cref="VgsApiException">NotConnected: it is not open.</exception>
    public void Select(VgsSession session)
    {
        Replace(Require(session));
        Volatile.Write(ref _selected, session);
    }

    /// <summary>The session that another one of its name would close: one that was opened in this runspace.</summary>
    public VgsSession? FindOwn(string name) =>
        _sessions.TryGetValue(name, out var session) && _own.TryGetValue(session, out _) ? session : null;

    /// <summary>The session that a command was given, or else the default one.</summary>
    /// <exception cref="VgsApiException">NotConnected: it is not open.</exception>
    public VgsSession Require(VgsSession? given)
    {
        var session = given ?? Default;
        return session.IsOpen ? session : throw session.NotConnected();
    }

    /// <summary>The open session of that very name, or else those whose name fits the pattern.</summary>
    public VgsSession[] FindAll(string pattern)
    {
        if (ClosedSession.Find(pattern) is not null)
        {
            return [];
        }

        // A name goes before a pattern: 'job[1]' may be either.
        if (Get(pattern) is { IsOpen: true } named)
        {
            return [named];
        }

        var isMeant = NamePattern.Matcher(pattern);
        return [.. All().Where(session => isMeant(session.Name))];
    }

    /// <summary>The same, where a plain name that no open session has is an error.</summary>
    /// <exception cref="VgsApiException">NotConnected.</exception>
    public VgsSession[] RequireAll(string pattern)
    {
        if (ClosedSession.Find(pattern) is { } closed)
        {
            throw closed.NotConnected();
        }

        var found = FindAll(pattern);
        return found.Length > 0 || NamePattern.IsPattern(pattern)
            ? found
            : throw new VgsSession(pattern, connection: null).NotConnected();
    }

    /// <summary>Those that are open: one that is shared may have been closed in another runspace.</summary>
    public IEnumerable<VgsSession> All() =>
        _sessions.Values.Where(s => s.IsOpen).OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Puts a session in that was opened here, and closes the one of its name that was: nothing could reach it any more.</summary>
    public void Put(VgsSession session)
    {
        Replace(session);
        _ = _own.GetValue(session, static _ => new object());
    }

    private void Replace(VgsSession session)
    {
        var own = FindOwn(session.Name);
        _sessions[session.Name] = session;
        if (!ReferenceEquals(own, session))
        {
            own?.Close();
        }

        if (IsDefaultName(session.Name))
        {
            Volatile.Write(ref _selected, session);
        }
    }

    // What was selected is named: whoever opens a session of that name means it, whether the old one was closed before or is now.
    private bool IsDefaultName(string name) =>
        new[] { DefaultName, Volatile.Read(ref _selected)?.Name }.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a session out, if it is here under its name, and closes it wherever it is.</summary>
    public void Close(VgsSession session)
    {
        ((ICollection<KeyValuePair<string, VgsSession>>)_sessions).Remove(
            new KeyValuePair<string, VgsSession>(session.Name, session)
        );
        session.Close();
    }

    /// <summary>Closes those that were opened here: the others go on where they came from.</summary>
    public void CloseAll()
    {
        foreach (var session in All().Where(session => _own.TryGetValue(session, out _)).ToArray())
        {
            Close(session);
        }
    }
}
