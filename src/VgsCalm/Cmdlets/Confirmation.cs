using System.Management.Automation;
using System.Management.Automation.Host;

namespace VgsCalm.Cmdlets;

/// <summary>The question of -Confirm, where it may be that the host cannot put it to a person.</summary>
internal static class Confirmation
{
    /// <summary>
    /// The engine's question, with words of its own where it cannot be asked: a host without a console or a person throws what it likes,
    /// a NullReferenceException among it.
    /// </summary>
    /// <exception cref="VgsApiException">RequestInvalid: the question could not be asked.</exception>
    public static bool Ask(Func<string, string, bool> shouldProcess, string target, string action)
    {
        try
        {
            return shouldProcess(target, action);
        }
        catch (Exception failure) when (IsOfHost(failure))
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"'{action}' on '{target}' needs a person's confirmation, which this host cannot ask for; nothing was changed.",
                target,
                failure
            )
            {
                RecommendedAction = "Run it where a person can answer, or answer beforehand with -Confirm:$false.",
            };
        }
    }

    // -NonInteractive, a job, a runspace without a host, a console whose input is closed.
    private static bool IsOfHost(Exception failure) =>
        failure
            is HostException
                or InvalidOperationException
                or NotImplementedException
                or NotSupportedException
                or NullReferenceException
                or RemoteException;
}
