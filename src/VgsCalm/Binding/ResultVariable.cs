using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// The variables that get what is beside an answer. One that cannot be set would be found out after the request was carried out.
/// </summary>
internal static class ResultVariable
{
    /// <summary>Sets each of them for a moment, and gives it back what it had.</summary>
    /// <param name="state">Where the variables are.</param>
    /// <param name="statusCode">Name of the status code's; null where there is none.</param>
    /// <param name="headers">Name of the headers'; null where there is none.</param>
    /// <exception cref="RuntimeException">It is read-only, of another type or on no drive.</exception>
    public static void RequireWritable(SessionState state, string? statusCode, string? headers)
    {
        Try(state.PSVariable, statusCode, 200);
        Try(state.PSVariable, headers, new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase));
    }

    private static void Try(PSVariableIntrinsics variables, string? name, object value)
    {
        if (name is null)
        {
            return;
        }

        var present = variables.GetValue(name);
        variables.Set(name, value);
        variables.Set(name, present);
    }
}
