namespace VgsCalm.Emulator.Requests;

/// <summary>Masks what could be a card number in a path: a run of 12 digits or more keeps its last four.</summary>
internal static class DigitMask
{
    private const int MinRunLength = 12;

    public static string Apply(string path)
    {
        for (int at = 0, run = 0; at < path.Length; at++)
        {
            run = char.IsAsciiDigit(path[at]) ? run + 1 : 0;
            if (run == MinRunLength)
            {
                return Mask(path);
            }
        }

        return path;
    }

    private static string Mask(string path)
    {
        var masked = path.ToCharArray();
        for (var start = 0; start < masked.Length; start++)
        {
            var end = start;
            while (end < masked.Length && char.IsAsciiDigit(masked[end]))
            {
                end++;
            }

            if (end - start >= MinRunLength)
            {
                Array.Fill(masked, '*', start, end - start - 4);
            }

            start = Math.Max(start, end - 1);
        }

        return new string(masked);
    }
}
