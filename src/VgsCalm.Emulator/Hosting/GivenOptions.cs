using System.Globalization;

namespace VgsCalm.Emulator.Hosting;

/// <summary>The options of a command line by name, each at most once.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private GivenOptions() { }

    /// <summary>Whether <c>--help</c> is among them.</summary>
    public bool AsksForHelp { get; private set; }

    /// <summary>The option's text; null when it is not given.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Whether the option is given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <param name="arguments"><c>--name value</c> or <c>--name=value</c>.</param>
    /// <param name="names">The options that take a value.</param>
    /// <param name="switches">The options that take none.</param>
    /// <exception cref="FormatException">An option is unknown, given twice or lacks its value.</exception>
    public static GivenOptions Parse(string[] arguments, string[] names, string[] switches)
    {
        var given = new GivenOptions();
        for (var at = 0; at < arguments.Length; at++)
        {
            var (name, value) = arguments[at].Split('=', 2) is [var before, var after]
                ? (before, after)
                : (arguments[at], null);
            if (name is "--help" or "-h" or "-?")
            {
                given.AsksForHelp = true;
                continue;
            }

            if (value is null && switches.Contains(name, StringComparer.Ordinal))
            {
                given._values[name] = "";
                continue;
            }

            if (!names.Contains(name, StringComparer.Ordinal))
            {
                throw new FormatException($"Unknown option: {name}");
            }

            if (value is null && at + 1 < arguments.Length)
            {
                value = arguments[++at];
            }

            if (string.IsNullOrEmpty(value))
            {
                throw new FormatException($"{name} needs a value.");
            }

            if (!given._values.TryAdd(name, value))
            {
                throw new FormatException($"{name} is given twice.");
            }
        }

        return given;
    }

    /// <summary>The whole number; null when the option is not given.</summary>
    /// <exception cref="FormatException">The value is no whole number in that range.</exception>
    public int? Whole(string name, int min, int max)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        throw new FormatException($"{name} must be a whole number from {min} to {max}, not '{text}'.");
    }

    /// <summary>The number, with a decimal point where it has one; null when the option is not given.</summary>
    /// <exception cref="FormatException">The value is no number in that range.</exception>
    public double? Number(string name, double min, double max)
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        var style = NumberStyles.AllowDecimalPoint | (min < 0 ? NumberStyles.AllowLeadingSign : NumberStyles.None);
        if (
            double.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
        )
        {
            return number;
        }

        throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {min} to {max}, not '{text}'.")
        );
    }

    /// <summary>One of the enum's names, in lower case with hyphens (<c>token-bucket</c>); null when it is not given.</summary>
    /// <exception cref="FormatException">The value is none of them.</exception>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (this[name] is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(Hyphenate(value.ToString()), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(Hyphenate));
        throw new FormatException($"{name} must be one of {names}, not '{text}'.");
    }

    private static string Hyphenate(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) && at > 0 ? $"-{letter}" : $"{letter}"))
            .ToLowerInvariant();
}
