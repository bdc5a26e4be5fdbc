using System.Management.Automation;
using System.Reflection;
using VgsCalm.Cmdlets;

namespace VgsCalm.Binding;

/// <summary>A parameter that only opening a session takes notice of, written where no session is opened.</summary>
internal static class UnusedConnectParameter
{
    // Those of every parameter set: without credentials, the binder takes them and the command would ignore them.
    private static readonly string[] Names =
    [
        .. typeof(VgsCredentialCmdlet)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property =>
                property
                    .GetCustomAttributes<ParameterAttribute>()
                    .Any(parameter => parameter.ParameterSetName == ParameterAttribute.AllParameterSets)
            )
            .Select(property => property.Name),
    ];

    /// <returns>The first one that was written, null where none was. A default of the user's is not written for this command.</returns>
    public static string? Find(PSCmdlet command) =>
        Names.FirstOrDefault(name =>
            command.MyInvocation.BoundParameters.TryGetValue(name, out var bound)
            && !DefaultedParameter.IsDefault(command.SessionState, command.MyInvocation.MyCommand.Name, name, bound)
        );

    public static VgsApiException Refused(string parameter) =>
        new(
            VgsErrorId.RequestInvalid,
            $"-{parameter} is for opening a session, and no credentials are given.",
            parameter
        )
        {
            RecommendedAction = "Give credentials too, or leave it out.",
        };
}
