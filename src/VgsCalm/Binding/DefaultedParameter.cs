using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// Tells a parameter that was written from one that <c>$PSDefaultParameterValues</c> gave: a command has both among its
/// bound ones.
/// </summary>
internal static class DefaultedParameter
{
    /// <summary>True when a default for this parameter holds and the bound value is that of the default.</summary>
    public static bool IsDefault(SessionState state, string command, string parameter, object? bound)
    {
        if (state.PSVariable.GetValue("PSDefaultParameterValues") is not IDictionary defaults || IsDisabled(defaults))
        {
            return false;
        }

        return PipelineValue
            .ReadEntries(defaults)
            .Any(entry => IsFor(PipelineValue.NameOf(entry), command, parameter) && IsSameValue(entry.Value, bound));
    }

    private static bool IsDisabled(IDictionary defaults) =>
        PipelineValue
            .ReadEntries(defaults)
            .Any(entry =>
                string.Equals(entry.Key.ToString(), "Disabled", StringComparison.OrdinalIgnoreCase)
                && LanguagePrimitives.IsTrue(entry.Value)
            );

    // Command:Parameter, with wildcards in either (about_Parameters_Default_Values).
    private static bool IsFor(string key, string command, string parameter)
    {
        var parts = key.Split([':'], 2);
        return parts.Length == 2 && Matches(parts[0], command) && Matches(parts[1], parameter);
    }

    private static bool Matches(string pattern, string name) =>
        new WildcardPattern(pattern.Trim().Trim('"', '\''), WildcardOptions.IgnoreCase).IsMatch(name);

    // A script block gives another value each time; a list is compared by what is in it.
    private static bool IsSameValue(object? given, object? bound)
    {
        var plain = PipelineValue.Unwrap(given);
        if (plain is ScriptBlock || bound is null)
        {
            return plain is ScriptBlock;
        }

        if (!LanguagePrimitives.TryConvertTo(plain, bound.GetType(), CultureInfo.InvariantCulture, out var converted))
        {
            return false;
        }

        return bound is IEnumerable several and not string
            ? several.Cast<object?>().SequenceEqual(((IEnumerable)converted).Cast<object?>())
            : LanguagePrimitives.Equals(bound, converted, ignoreCase: true, CultureInfo.InvariantCulture);
    }
}
