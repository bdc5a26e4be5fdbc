namespace VgsCalm.Emulator;

/// <summary>Values that make sense for a knob; another one is an <see cref="ArgumentOutOfRangeException"/>.</summary>
internal static class OptionRange
{
    public static int NotNegative(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return value;
    }

    public static int NotZero(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }

    /// <summary>Seconds in either direction.</summary>
    public static double Bounded(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e9)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Must be a number of seconds.");
        }

        return value;
    }

    /// <summary>Seconds, more than none.</summary>
    public static double Positive(double value)
    {
        if (!double.IsFinite(value) || value <= 0 || value > 1e9)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Must be a positive number of seconds.");
        }

        return value;
    }
}
