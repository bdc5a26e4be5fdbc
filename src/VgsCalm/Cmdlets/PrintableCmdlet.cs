using System.Management.Automation;
using VgsCalm.Errors;

namespace VgsCalm.Cmdlets;

/// <summary>
/// A command that writes nothing that acts on a terminal or breaks a line of a log: names, paths and texts of others may have line
/// ends and escape sequences in them. The methods that it hides are banned everywhere else, so that the compiler finds a way around it.
/// </summary>
public abstract class PrintableCmdlet : PSCmdlet
{
#pragma warning disable RS0030 // This is the one place that may call them.
    private protected new void WriteWarning(string text) => base.WriteWarning(VgsErrors.Printable(text));

    private protected new void WriteVerbose(string text) => base.WriteVerbose(VgsErrors.Printable(text));

    /// <summary>A request has a line for each of its headers: the line ends of this system are kept.</summary>
    private protected new void WriteDebug(string text) =>
        base.WriteDebug(
            string.Join(
                Environment.NewLine,
                text.Split([Environment.NewLine], StringSplitOptions.None).Select(VgsErrors.Printable)
            )
        );

    private protected new void WriteProgress(ProgressRecord record)
    {
        record.Activity = VgsErrors.Printable(record.Activity);
        record.StatusDescription = VgsErrors.Printable(record.StatusDescription);
        base.WriteProgress(record);
    }

    /// <summary>An object passes as it is; what is for the host only is text.</summary>
    private protected new void WriteInformation(object data, string[] tags)
    {
        if (data is HostInformationMessage host)
        {
            host.Message = VgsErrors.Printable(host.Message);
        }

        base.WriteInformation(data, tags);
    }

    private protected new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(VgsErrors.Printable(target), VgsErrors.Printable(action));
#pragma warning restore RS0030
}
