using System.Management.Automation;
using VgsCalm.Sessions;

namespace VgsCalm.Hosting;

/// <summary>Runs when PowerShell imports and removes the module. It touches no file, no registry and no network.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        EngineRequirement.Check(EngineRequirement.Current);
        DependencyIsolation.Attach();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionStore.Current.CloseAll();
        DependencyIsolation.Detach();
    }
}
