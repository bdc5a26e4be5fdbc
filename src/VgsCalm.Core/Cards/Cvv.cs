using System.Security;
using System.Text;
using VgsCalm.Auth;

namespace VgsCalm.Cards;

/// <summary>A card's CVV on its way into a request. Disposing of it wipes its digits.</summary>
internal sealed class Cvv : IDisposable
{
    private readonly byte[] _digits;

    private Cvv(byte[] digits) => _digits = digits;

    /// <summary>UTF-8; empty where there is no CVV.</summary>
    public ReadOnlyMemory<byte> Digits => _digits;

    /// <param name="given">Three or four digits; null or empty where there is none.</param>
    /// <param name="target">What an error names.</param>
    /// <exception cref="VgsApiException">CardInvalid: it is something else.</exception>
    public static Cvv Parse(SecureString? given, string target)
    {
        if (given is not null && SecretText.IsWiped(given))
        {
            throw CardDetails.Invalid("Cvv", "was wiped: its secure string was disposed of before it was used", target);
        }

        if (given is null || given.Length == 0)
        {
            return new Cvv([]);
        }

        var text = SecretText.RevealToWipe(given);
        var cvv = new Cvv(Encoding.UTF8.GetBytes(text));
        Array.Clear(text, 0, text.Length);
        if (cvv._digits.Length is 3 or 4 && Array.TrueForAll(cvv._digits, b => b is >= (byte)'0' and <= (byte)'9'))
        {
            return cvv;
        }

        cvv.Dispose();
        throw CardDetails.Invalid("Cvv", "is not three or four digits", target);
    }

    public void Dispose() => Array.Clear(_digits, 0, _digits.Length);
}
