using System.Runtime.CompilerServices;

namespace VgsCalm.Emulator;

/// <summary>
/// Values that make sense for a knob; another one is an <see cref="ArgumentOutOfRangeException"/> that names the knob, in one line.
/// </summary>
internal static class OptionRange
{
    public static int NotNegative(int value, [CallerMemberName] string knob = "") =>
        value >= 0 ? value : throw Wrong(knob, $"Must not be negative, and is {value}.");

    public static int Positive(int value, [CallerMemberName] string knob = "") =>
        value > 0 ? value : throw Wrong(knob, $"Must be more than 0, and is {value}.");

    /// <summary>Seconds in either direction.</summary>
    public static double Bounded(double value, [CallerMemberName] string knob = "") =>
        double.IsFinite(value) && Math.Abs(value) <= 1e9
            ? value
            : throw Wrong(knob, FormattableString.Invariant($"Must be a number of seconds, and is {value}."));

    /// <summary>Seconds, more than none.</summary>
    public static double Positive(double value, [CallerMemberName] string knob = "") =>
        double.IsFinite(value) && value > 0 && value <= 1e9
            ? value
            : throw Wrong(knob, FormattableString.Invariant($"Must be a positive number of seconds, and is {value}."));

    /// <summary>Seconds, or none.</summary>
    public static double NotNegative(double value, double max, [CallerMemberName] string knob = "") =>
        value >= 0 && value <= max
            ? value
            : throw Wrong(
                knob,
                FormattableString.Invariant($"Must be a number of seconds up to {max}, and is {value}.")
            );

    /// <summary>A status that a client can read.</summary>
    public static int? Status(int? value, [CallerMemberName] string knob = "") =>
        value is null or (>= 200 and <= 999) ? value : throw Wrong(knob, $"Must be from 200 to 999, and is {value}.");

    /// <summary>Text that a header can have.</summary>
    public static string? HeaderText(string? value, [CallerMemberName] string knob = "") =>
        value is null || !value.Any(char.IsControl)
            ? value
            : throw Wrong(knob, "Must be one line without control characters, as the text of a header is.");

    private static ArgumentOutOfRangeException Wrong(string knob, string why) => new(knob, why);
}
