using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace VgsCalm.Tests.Leaks;

/// <summary>Everything that can be read off an object of a stream, an error above all.</summary>
internal static class ObjectEvidence
{
    private const int Depth = 5;

    // Deeper it goes on to the method that threw, and from there to all of the runtime, which knows nothing: the parts
    // of the error are taken by themselves.
    private const int DepthOfError = 1;

    public static IEnumerable<Evidence> Collect(string place, PSObject item) =>
        item.BaseObject is ErrorRecord error ? Collect(place, error) : CollectOutput(place, item);

    private static IEnumerable<Evidence> CollectOutput(string place, PSObject item)
    {
        yield return new(place, item.ToString());
        foreach (var property in item.Properties.Where(p => p.IsGettable))
        {
            yield return new($"{place}.{property.Name}", Text(property));
        }

        // A file leads to its drive and from there to all of the engine; what is the module's own is followed to its end.
        yield return new(
            $"{place}, serialized",
            PSSerializer.Serialize(item, item.BaseObject is FileSystemInfo ? 1 : Depth)
        );
    }

    /// <summary>An error as people, logs and remoting see it.</summary>
    public static IEnumerable<Evidence> Collect(string place, ErrorRecord error)
    {
        yield return new(place, error.ToString());
        yield return new($"{place}.FullyQualifiedErrorId", error.FullyQualifiedErrorId);
        yield return new(
            $"{place}.CategoryInfo",
            $"{error.CategoryInfo} {error.CategoryInfo.TargetName} {error.CategoryInfo.Activity} {error.CategoryInfo.Reason}"
        );
        yield return new(
            $"{place}.ErrorDetails",
            $"{error.ErrorDetails?.Message} {error.ErrorDetails?.RecommendedAction}"
        );
        yield return new(
            $"{place}.TargetObject",
            $"{error.TargetObject} {PSSerializer.Serialize(error.TargetObject, Depth)}"
        );
        yield return new(
            $"{place}.InvocationInfo",
            $"{error.InvocationInfo?.Line} {error.InvocationInfo?.PositionMessage} {error.ScriptStackTrace}"
        );
        yield return new($"{place}, serialized", PSSerializer.Serialize(error, DepthOfError));
        for (var exception = error.Exception; exception is not null; exception = exception.InnerException)
        {
            foreach (var found in Collect($"{place}.{exception.GetType().Name}", exception))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<Evidence> Collect(string place, Exception exception)
    {
        yield return new(place, exception.ToString());
        foreach (DictionaryEntry entry in exception.Data)
        {
            yield return new($"{place}.Data", $"{entry.Key}={entry.Value}");
        }

        foreach (
            var property in PSObject
                .AsPSObject(exception)
                .Properties.Where(p =>
                    p.IsGettable
                    && p.Name
                        is not (
                            nameof(Exception.TargetSite)
                            or nameof(Exception.Data)
                            or nameof(Exception.InnerException)
                            or "ErrorRecord"
                        )
                )
        )
        {
            yield return new($"{place}.{property.Name}", $"{Text(property)} {Serialized(property)}");
        }
    }

    private static string Text(PSPropertyInfo property)
    {
        try
        {
            return $"{property.Name}={property.Value}";
        }
        catch (GetValueException unreadable)
        {
            return unreadable.ToString();
        }
    }

    private static string Serialized(PSPropertyInfo property)
    {
        try
        {
            // The engine's own view of the command line: the caller's input, and from there all of the engine.
            return property.Value is MemberInfo or InvocationInfo ? "" : PSSerializer.Serialize(property.Value, Depth);
        }
        catch (GetValueException unreadable)
        {
            return unreadable.ToString();
        }
    }
}
