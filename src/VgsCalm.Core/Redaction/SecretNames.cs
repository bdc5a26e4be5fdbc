namespace VgsCalm.Redaction;

/// <summary>Which fields and headers have a secret for a value, by their names.</summary>
internal static class SecretNames
{
    // By their letters: securityCode, security-code and SECURITY_CODE are one name.
    private static readonly HashSet<string> SecretFields = new(StringComparer.Ordinal)
    {
        "authorization",
        "cardcode",
        "cardpin",
        "cardsecuritycode",
        "cardverification",
        "cav",
        "cav2",
        "cid",
        "credentials",
        "csc",
        "cvc",
        "cvc2",
        "cvccode",
        "cvd",
        "cve",
        "cvn",
        "cvn2",
        "cvv",
        "cvv2",
        "cvvcode",
        "idtoken",
        "otp",
        "pass",
        "pin",
        "pinblock",
        "pincode",
        "pinnumber",
        "pwd",
        "token",
        "track1",
        "track2",
        "trackdata",
    };

    private static readonly string[] SecretEndings =
    [
        "accesstoken",
        "apikey",
        "assertion",
        "bearertoken",
        "cryptogram",
        "cryptogramvalue",
        "password",
        "passphrase",
        "passwd",
        "privatekey",
        "refreshtoken",
        "secret",
        "secretkey",
        "securitycode",
        "verificationcode",
        "verificationvalue",
    ];

    private static readonly HashSet<string> NumberFields = new(StringComparer.Ordinal)
    {
        "accountnumber",
        "cardno",
        "cardnumber",
        "newaccountnumber",
        "networktoken",
        "newnumber",
        "number",
        "oldaccountnumber",
        "oldnumber",
        "pan",
        "primaryaccountnumber",
    };

    private static readonly string[] HeaderParts =
    [
        "apikey",
        "assertion",
        "auth",
        "cookie",
        "credential",
        "cvv",
        "cvc",
        "key",
        "pass",
        "pin",
        "pwd",
        "secret",
        "securitycode",
        "signature",
        "token",
    ];

    /// <summary>True for a field whose value is a secret by itself; of a card number something may be shown.</summary>
    public static bool IsSecretField(string name)
    {
        var plain = Letters(name);
        return SecretFields.Contains(plain)
            || Array.Exists(SecretEndings, ending => plain.EndsWith(ending, StringComparison.Ordinal));
    }

    /// <summary>True for a field whose value is a card number.</summary>
    public static bool IsNumberField(string name) => NumberFields.Contains(Letters(name));

    /// <summary>True for a header whose value is a secret.</summary>
    public static bool IsSecretHeader(string name)
    {
        var plain = Letters(name);
        return Array.Exists(HeaderParts, part => plain.Contains(part));
    }

    private static string Letters(string name) =>
        new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
