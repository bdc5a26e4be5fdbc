using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>A service account or a configuration, as the pipeline brings either.</summary>
internal static class ServiceAccountInput
{
    /// <exception cref="VgsConfigException">It is neither.</exception>
    public static VgsServiceAccountConfig ToConfig(PSObject input) =>
        input.BaseObject switch
        {
            VgsServiceAccount account => account.ToConfig(),
            VgsServiceAccountConfig config => config,
            var other => throw new VgsConfigException(
                $"a {other.GetType().Name} is neither a service account nor a configuration.",
                field: "InputObject"
            ),
        };
}
