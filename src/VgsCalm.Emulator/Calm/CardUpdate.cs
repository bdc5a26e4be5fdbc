using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Calm;

/// <summary>The new number and year that the network reports for a test card.</summary>
internal static class CardUpdate
{
    private const int AddedYears = 3;

    public static (string Number, int Year) Apply(NewCard card, CardOutcome outcome) =>
        (
            outcome.HasNewNumber ? NewNumber(card.Number) : card.Number,
            outcome.HasNewExpiry || outcome.HasNewNumber ? (card.ExpYear + AddedYears) % 100 : card.ExpYear
        );

    /// <summary>For a card number another of the same bin and length, right by Luhn; for an alias another alias.</summary>
    private static string NewNumber(string number)
    {
        if (!number.All(char.IsAsciiDigit))
        {
            return $"{number[..Math.Min(6, number.Length)]}{Identifier.CreateRandom(9)}{number[^4..]}";
        }

        var digits = number.ToCharArray();
        for (var at = 6; at < digits.Length - 1; at++)
        {
            digits[at] = (char)('0' + ((digits[at] - '0' + 7) % 10));
        }

        digits[^1] = CheckDigit(digits.AsSpan(0, digits.Length - 1));
        return new string(digits);
    }

    private static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[^(at + 1)] - '0';
            if (at % 2 == 0)
            {
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            }

            sum += digit;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
