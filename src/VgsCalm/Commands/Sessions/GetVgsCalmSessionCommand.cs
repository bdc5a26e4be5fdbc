using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Sessions;

namespace VgsCalm.Commands.Sessions;

/// <summary>Get-VgsCalmSession: the open sessions of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VgsCalmSession")]
[OutputType(typeof(VgsSession))]
public sealed class GetVgsCalmSessionCommand : VgsCmdlet
{
    /// <summary>Names, with wildcards; without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SessionName]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            try
            {
                WriteObject(SessionStore.Current.RequireAll(name), enumerateCollection: true);
            }
            catch (VgsApiException error)
            {
                WriteError(VgsErrors.From(error));
            }
        }
    }
}
