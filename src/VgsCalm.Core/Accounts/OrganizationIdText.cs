using System.Globalization;
using System.Numerics;
using System.Text;

namespace VgsCalm.Accounts;

/// <summary>
/// The usual form of an organization's id: <c>AC</c> and the base58 of a version 4 UUID. VGS promises no form, so nothing is
/// refused by it; an id that looks mistyped is worth a warning. Source: vgs-cli.
/// </summary>
internal static class OrganizationIdText
{
    private const string Prefix = "AC";
    private const string Alphabet = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int MaxDigits = 22;

    /// <summary>What is odd about an id, and what was probably meant; null where it looks as usual.</summary>
    public static string? FindOddity(string id)
    {
        if (Guid.TryParse(id, out var uuid))
        {
            return $"The organization id '{id}' is a UUID. Did you mean {Prefix}{Encode(uuid)}?";
        }

        if (id.StartsWith("tnt", StringComparison.Ordinal))
        {
            return $"The organization id '{id}' looks like a vault's id. Get-VgsOrganization lists the organizations.";
        }

        if (!id.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return id.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                ? $"The organization id '{id}' begins with '{id.Substring(0, 2)}'. Did you mean {Prefix}{id.Substring(2)}?"
                : null;
        }

        // Client ids begin with their organization's id, as in ACxyz-calm-abc12.
        if (id.IndexOf('-') > 0)
        {
            return $"The organization id '{id}' looks like a client id. Get-VgsOrganization lists the organizations.";
        }

        var digits = id.Substring(Prefix.Length);
        var odd = digits.FirstOrDefault(c => Alphabet.IndexOf(c) < 0);
        return odd == default || digits.Any(c => !char.IsLetterOrDigit(c)) || digits.Length < MaxDigits - 2
            ? null
            : $"The organization id '{id}' has a '{odd}', which VGS's ids have not (nor 0, I, O, l). Check it.";
    }

    /// <summary>A UUID in the base58 that VGS's ids are written in; leading zeros are left out.</summary>
    public static string Encode(Guid uuid)
    {
        // The UUID as one number, most significant byte first, as it is written; a zero byte in front keeps it positive.
        var text = uuid.ToString("N");
        var number = BigInteger.Parse("0" + text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var digits = new StringBuilder();
        while (number > 0)
        {
            number = BigInteger.DivRem(number, Alphabet.Length, out var digit);
            digits.Insert(0, Alphabet[(int)digit]);
        }

        return digits.ToString();
    }
}
