using System.Management.Automation;

namespace VgsCalm.Testing.Engine;

/// <summary>Reads errors as a script does: the staged module's exceptions are no types of the tests.</summary>
public static class ErrorRecordReading
{
    /// <summary>A property of the exception, such as StatusCode, Code or TraceId.</summary>
    public static object? ValueOf(this ErrorRecord error, string property) =>
        PSObject.AsPSObject(error.Exception).Properties[property] is { } found
            ? found.Value
            : throw new ArgumentException($"{error.Exception.GetType().Name} has no {property}.", nameof(property));

    /// <summary>Everything that an error says, its invocation apart: that holds the caller's own line.</summary>
    public static IEnumerable<string> Texts(this ErrorRecord error)
    {
        yield return error.ToString();
        yield return error.FullyQualifiedErrorId;
        yield return error.CategoryInfo.ToString();
        yield return error.ErrorDetails?.Message ?? "";
        yield return error.ErrorDetails?.RecommendedAction ?? "";
        yield return error.TargetObject?.ToString() ?? "";
        yield return PSSerializer.Serialize(error.TargetObject);
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            yield return exception.ToString();
            foreach (
                var property in PSObject
                    .AsPSObject(exception)
                    .Properties.Where(p => p.IsGettable && p.Name is not ("ErrorRecord" or "TargetSite"))
            )
            {
                yield return PSSerializer.Serialize(property.Value);
            }
        }
    }
}
