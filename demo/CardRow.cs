using System.Globalization;

namespace VgsCalm.Demo;

/// <summary>What is to become of a row.</summary>
internal enum Fate
{
    /// <summary>Not one of the plain cases; either way is right.</summary>
    Open,

    /// <summary>VGS takes it.</summary>
    Accepted,

    /// <summary>VGS refuses its brand.</summary>
    Refused,

    /// <summary>It is malformed: the module does not send it.</summary>
    NotSent,
}

/// <summary>A row of the file, as its text.</summary>
internal sealed record CardRow(string Name, string Number, string Month, string Year)
{
    /// <summary>The number as it is sent.</summary>
    public string SentNumber =>
        Number.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    public Fate Fate
    {
        get
        {
            var isDigits = SentNumber.All(char.IsAsciiDigit);
            if (Name.Length is 0 or > 255 || Number.Length == 0 || (isDigits && SentNumber.Length is < 13 or > 19))
            {
                return Fate.NotSent;
            }

            if (!IsWhole(Month, 1, 12) || !(IsWhole(Year, 0, 99) || IsWhole(Year, 2000, 2099)))
            {
                return Fate.NotSent;
            }

            if (!isDigits && (Number.Length is < 13 or > 19 || !Number.All(char.IsAsciiLetterOrDigit)))
            {
                return Fate.Open;
            }

            return char.IsAsciiDigit(SentNumber[0]) && SentNumber[0] is < '2' or > '6' ? Fate.Refused : Fate.Accepted;
        }
    }

    private static bool IsWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most;
}
