using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace VgsCalm.Cmdlets;

/// <summary>
/// What the console was given to run and shows on the screen: a line that was typed, a script of <c>pwsh -File</c>, or the text of
/// <c>pwsh -Command</c>.
/// </summary>
internal static class ConsoleCall
{
    /// <summary>
    /// Whether this command stands in what the console runs, and its output is kept nowhere. False where that cannot be told: in a
    /// function, a script block or a script that another one calls, and in every engine that collects the output.
    /// </summary>
    public static bool LosesOutput(PSCmdlet command)
    {
        var call = command.MyInvocation;
        if (call.BoundParameters.ContainsKey("OutVariable") || FindScript(command.Host.Name) is not { } script)
        {
            return false;
        }

        var parsed = Parser.ParseInput(script, out _, out _);
        return StatementReading.FindCommand(parsed, call.ScriptLineNumber, call.OffsetInLine) is { } found
            && StatementReading.IsOutputLost(found);
    }

    // The console alone ends its pipeline in Out-Default. A script, function or block that is called from there has a frame of its own;
    // where the console's output is collected as objects (-OutputFormat XML), the pipeline has one command.
    private static string? FindScript(string host)
    {
        if (
            host != "ConsoleHost"
            || Runspace.DefaultRunspace?.Debugger?.GetCallStack().Take(2).ToArray() is not [var frame]
        )
        {
            return null;
        }

        var isShown =
            frame.InvocationInfo is { PipelineLength: 2, PipelinePosition: 1, CommandOrigin: CommandOrigin.Runspace };
        return isShown ? frame.Position?.StartScriptPosition.GetFullScript() : null;
    }
}
