using System.Management.Automation;
using VgsCalm.Http.Exchange;

namespace VgsCalm.Binding;

/// <summary>
/// The variables that get what is beside an answer: of the last answer, an error's included, and never of an earlier command's. One that
/// cannot be set would be found out after the request was carried out.
/// </summary>
/// <param name="state">Where the variables are.</param>
/// <param name="statusCode">Name of the status code's; null where there is none.</param>
/// <param name="headers">Name of the headers'; null where there is none.</param>
internal sealed class ResultVariable(SessionState state, string? statusCode, string? headers)
{
    /// <summary>Sets each of them as an answer would, and empties it.</summary>
    /// <exception cref="RuntimeException">It is read-only, of another type or on no drive.</exception>
    public void Clear()
    {
        Set(200, new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase));
        Set(null, null);
    }

    /// <summary>Gives them what an answer has. Its headers are gathered only where a variable gets them.</summary>
    public void Set(ApiResponse answer) => Set(answer.StatusCode, headers is null ? null : answer.Headers);

    /// <summary>Gives them what an error tells of its answer; null where there was none.</summary>
    public void Set(int? status, IReadOnlyDictionary<string, string[]>? names)
    {
        Set(statusCode, status);
        Set(headers, names);
    }

    private void Set(string? name, object? value)
    {
        if (name is not null)
        {
            state.PSVariable.Set(name, value);
        }
    }
}
