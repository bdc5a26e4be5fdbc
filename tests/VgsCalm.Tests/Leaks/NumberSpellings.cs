namespace VgsCalm.Tests.Leaks;

/// <summary>The ways in which a server may write a card number.</summary>
internal static class NumberSpellings
{
    /// <summary>With commas, with raised dots, with spaces of no width, and in Arabic-Indic digits.</summary>
    public static string Group(string number)
    {
        var groups = number.Chunk(4).Select(c => new string(c)).ToArray();
        var arabic = new string([.. number.Select(digit => (char)(digit - '0' + '\u0660'))]);
        return $"{string.Join(", ", groups)} | {string.Join('\u00b7', groups)} | {string.Join('\u200b', groups)} | {arabic}.";
    }

    /// <summary>With the escapes of JSON, of addresses and of HTML.</summary>
    public static string Escape(string number) =>
        string.Join(
            ' ',
            string.Concat(number.Select(digit => $"\\u{(int)digit:x4}")),
            string.Concat(number.Select(digit => $"%{(int)digit:X2}")),
            string.Concat(number.Select(digit => $"&#{(int)digit};")),
            string.Join("%2C%20", number.Chunk(4).Select(c => new string(c)))
        );
}
