using System.Globalization;
using System.Security.Cryptography;

namespace VgsCalm.Tests.Leaks;

/// <summary>Sensitive values made up for one run: none of them is read anywhere by chance.</summary>
internal sealed class CanaryValues
{
    /// <summary>Card numbers with an issuer's beginning that sandbox cards do not have.</summary>
    public IReadOnlyList<string> Numbers { get; } = [.. "2345167".Select(NumberEndingWith)];

    // A status and a duration side by side, as in "401 1 ms", read like one number of four digits: those begin with 1 to 5.
    public string Cvv { get; } = RandomNumberGenerator.GetInt32(6000, 9999).ToString(CultureInfo.InvariantCulture);

    public string ProxyPassword { get; } = Random();

    /// <summary>The password in an address, before its host.</summary>
    public string AddressPassword { get; } = Random();

    /// <summary>A control sequence that sets the title of a terminal (ECMA-48, xterm).</summary>
    public string EscapeSequence { get; } = $"\u001b]0;{Random()}";

    /// <summary>
    /// A client secret that no account has, with characters that every encoding writes in another way, in its first half. Without a
    /// digit: what has some in a row is masked as a card number is, whatever else would have hidden it.
    /// </summary>
    public string WrongSecret { get; } = $"{Letters()} +/%&={Letters()}{Letters()}";

    private static string Letters() => RandomNumberGenerator.GetString("GHJKLMNPQRSTVWXYZ", 20);

    private static string Random() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    // A number with its check digit, as every card has it (ISO/IEC 7812-1 annex B).
    private static string NumberEndingWith(char last)
    {
        while (true)
        {
            var number =
                "5"
                + string.Concat(Enumerable.Range(0, 14).Select(_ => (char)('0' + RandomNumberGenerator.GetInt32(10))))
                + last;
            var sum = number
                .Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 2 : 1))
                .Sum(value => (value / 10) + (value % 10));
            if (sum % 10 == 0)
            {
                return number;
            }
        }
    }
}
