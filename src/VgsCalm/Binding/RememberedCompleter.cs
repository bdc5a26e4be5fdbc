using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>Completes ids, or names, of which a session remembers the list; by the beginning of either.</summary>
internal abstract class RememberedCompleter : IArgumentCompleter
{
    /// <summary>Longer than this a person at the prompt does not wait.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        if (FindSession(commandName, fakeBoundParameters["Session"]) is not { } session)
        {
            return [];
        }

        var pattern = NamePattern.Beginning(wordToComplete);
        return Find(session, fakeBoundParameters)
            .Where(item => pattern.IsMatch(item.Id) || pattern.IsMatch(item.Name ?? ""))
            .Select(item => (Text: CompletesNames ? item.Name : item.Id, item.Id, item.Name))
            .Where(item => item.Text is { Length: > 0 })
            .Select(item => new CompletionResult(
                ShellArgument.Write(item.Text!),
                item.Name is null ? item.Id : $"{item.Id} ({item.Name})",
                CompletionResultType.ParameterValue,
                item.Name is { Length: > 0 } ? item.Name : item.Id
            ));
    }

    /// <summary>Whether the name is completed, not the id.</summary>
    protected virtual bool CompletesNames => false;

    /// <summary>The ids that the session knows, with their names.</summary>
    protected abstract IEnumerable<(string Id, string? Name)> Find(VgsSession session, IDictionary boundParameters);

    // Without a session that the command would use, the one that is open completes. The one command that takes no session is for vaults,
    // which the default session, as a rule the cards' one, does not see.
    private static VgsSession? FindSession(string commandName, object? given)
    {
        var store = SessionStore.Current;
        var session = given switch
        {
            VgsSession open => open,
            PSObject { BaseObject: VgsSession open } => open,
            string name => store.Get(name),
            _ => store.Default,
        };
        if (commandName == "New-VgsServiceAccountConfig" && !MaySeeVaults(session))
        {
            session = store.All().FirstOrDefault(MaySeeVaults) ?? session;
        }

        return session.IsOpen ? session
            : given is null ? store.All().FirstOrDefault()
            : null;
    }

    private static bool MaySeeVaults(VgsSession session) =>
        session.IsOpen
        && (session.Kind == VgsSessionKind.Person || session.Scope.Contains("vaults:read", StringComparer.Ordinal));
}
