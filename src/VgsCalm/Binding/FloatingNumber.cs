using System.Globalization;
using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>
/// The text of a floating-point number, as the modules that read spreadsheets give card numbers. PowerShell and .NET Framework write
/// fifteen digits of it; .NET writes sixteen, whether the number holds them or not.
/// </summary>
internal static class FloatingNumber
{
    // Up to here each whole number has a value of its own: 2 to the number of bits of the mantissa.
    private const double MaxExactDouble = 9007199254740992;
    private const float MaxExactFloat = 16777216;

    /// <summary>
    /// All digits of a number that holds them; else a power of ten, which is known as a number that was rounded. Null for what is no
    /// floating-point number, or not a finite one, and for one that was typed: that stands for its own text.
    /// </summary>
    public static string? FindText(object? value) =>
        value switch
        {
            PSObject wrapped => WasTyped(wrapped) ? null : FindText(wrapped.BaseObject),
            _ when IsEndless(value) => null,
            double number => TextOf(number, MaxExactDouble),
            float number => TextOf(number, MaxExactFloat),
            _ => null,
        };

    /// <summary>Whether it is NaN or an infinity: its name could be taken for an alias.</summary>
    public static bool IsEndless(object? value) =>
        value switch
        {
            double number => double.IsNaN(number) || double.IsInfinity(number),
            float number => float.IsNaN(number) || float.IsInfinity(number),
            _ => false,
        };

    // The wrapper of a number that was typed keeps the text of it, and gives that in whatever format it is asked for.
    private static bool WasTyped(PSObject number) =>
        number.BaseObject is double or float && number.ToString("'~'", CultureInfo.InvariantCulture) != "~";

    private static string TextOf(double number, double maxExact) =>
        Math.Abs(number) >= maxExact ? number.ToString("E16", CultureInfo.InvariantCulture)
        : number == Math.Truncate(number) ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);
}
