using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Binding;

/// <summary>Completes the names of this runspace's open sessions.</summary>
internal sealed class SessionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var pattern = NamePattern.Beginning(wordToComplete);
        foreach (var session in SessionStore.Current.All().Where(s => pattern.IsMatch(s.Name)))
        {
            yield return new CompletionResult(
                ShellArgument.Write(session.Name),
                session.Name,
                CompletionResultType.ParameterValue,
                session.ToString()
            );
        }
    }
}
