using System.Management.Automation.Language;

namespace VgsCalm.Cmdlets;

/// <summary>What the text of a script says about where the output of one of its commands goes.</summary>
internal static class StatementReading
{
    // They show, write as text or drop what they are given; none of that has the secret.
    private static readonly HashSet<string> Outputs = new(StringComparer.OrdinalIgnoreCase)
    {
        "Out-Default",
        "Out-File",
        "Out-Host",
        "oh",
        "Out-Null",
        "Out-String",
    };

    private static readonly HashSet<string> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        "Format-Custom",
        "fc",
        "Format-List",
        "fl",
        "Format-Table",
        "ft",
        "Format-Wide",
        "fw",
    };

    /// <summary>The command that begins there; null where none does.</summary>
    /// <param name="script">The script.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Its column, from 1.</param>
    public static CommandAst? FindCommand(Ast script, int line, int column) =>
        (CommandAst?)
            script.Find(
                part =>
                    part is CommandAst { CommandElements: var elements } command
                    && (IsAt(command.Extent, line, column) || IsAt(elements[0].Extent, line, column)),
                searchNestedScriptBlocks: true
            );

    /// <summary>
    /// Whether the command's output certainly ends on the screen, in a file as text, or nowhere. False where something may keep it: a
    /// variable, another command, a script block, a method.
    /// </summary>
    public static bool IsOutputLost(CommandAst command)
    {
        Ast part = command;
        while (part.Parent is { } whole && !IsDropped(whole))
        {
            if (!PassesOn(whole, part))
            {
                return false;
            }

            part = whole;
        }

        return true;
    }

    private static bool IsDropped(Ast whole) =>
        whole switch
        {
            AssignmentStatementAst { Left: VariableExpressionAst { VariablePath.UserPath: var name } } => Same(
                name,
                "null"
            ),
            ConvertExpressionAst { Type.TypeName.FullName: var type } => Same(type, "void"),
            _ => false,
        };

    // Of a loop or a condition only the body gives output: what stands in its head is used there.
    private static bool PassesOn(Ast whole, Ast part) =>
        (whole, part) switch
        {
            (PipelineAst pipeline, CommandBaseAst element) => !element.Redirections.Any(MayKeep)
                && pipeline.PipelineElements.SkipWhile(other => other != element).Skip(1).All(IsEnding),
            (IfStatementAst or LabeledStatementAst or TryStatementAst or CatchClauseAst, _) => part
                is StatementBlockAst
                    or CatchClauseAst,
            (SubExpressionAst or ArrayExpressionAst or ParenExpressionAst or CommandExpressionAst, _) => true,
            (MemberExpressionAst member, _) => member.Expression == part && member is not InvokeMemberExpressionAst,
            (StatementBlockAst or NamedBlockAst or ReturnStatementAst, StatementAst) => true,
            (ScriptBlockAst, NamedBlockAst) => whole.Parent is null,

            // PowerShell 7 alone has these: a && b.
            _ => whole.GetType().Name == "PipelineChainAst",
        };

    // PowerShell 7.6 redirects objects, not text, to a file called variable:…
    private static bool MayKeep(RedirectionAst redirection) =>
        redirection is FileRedirectionAst { FromStream: RedirectionStream.Output or RedirectionStream.All } file
        && file.Location switch
        {
            StringConstantExpressionAst name => name.Value.Contains(':'),
            VariableExpressionAst variable => !Same(variable.VariablePath.UserPath, "null"),
            _ => true,
        };

    private static bool IsEnding(CommandBaseAst element) =>
        element is CommandAst command
        && command.GetCommandName() is { } name
        && (
            Outputs.Contains(name)
            || (Formats.Contains(name) && command.Find(MayCalculate, searchNestedScriptBlocks: true) is null)
        );

    // The script block of a calculated column may keep what it is given.
    private static bool MayCalculate(Ast part) => part is ScriptBlockExpressionAst or VariableExpressionAst;

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsAt(IScriptExtent extent, int line, int column) =>
        extent.StartLineNumber == line && extent.StartColumnNumber == column;
}
