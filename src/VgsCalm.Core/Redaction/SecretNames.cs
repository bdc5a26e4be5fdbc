namespace VgsCalm.Redaction;

/// <summary>Which fields and headers have a secret for a value, by their names.</summary>
internal static class SecretNames
{
    // What a card's owner alone may know (PCI DSS, "sensitive authentication data"): it is never stored, and no import sends it.
    // By their letters: securityCode, security-code and SECURITY_CODE are one name.
    private static readonly HashSet<string> CardSecrets = new(StringComparer.Ordinal)
    {
        "cardcode",
        "cardcvc",
        "cardcvv",
        "cardpin",
        "cardsecuritycode",
        "cardverification",
        "cardverificationcode",
        "cardverificationvalue",
        "cav",
        "cav2",
        "cid",
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
        "dcvv",
        "encryptedpin",
        "icvv",
        "magneticstripe",
        "magstripe",
        "magstripedata",
        "pin",
        "pinblock",
        "pincode",
        "pinnumber",
        "pvv",
        "securitycode",
        "track",
        "track1",
        "track1data",
        "track2",
        "track2data",
        "track3",
        "track3data",
        "trackdata",
        "verificationcode",
        "verificationvalue",
    };

    private static readonly HashSet<string> SecretFields = new(CardSecrets, StringComparer.Ordinal)
    {
        "authorization",
        "credentials",
        "idtoken",
        "otp",
        "pass",
        "pwd",
        "token",
    };

    private static readonly string[] SecretEndings =
    [
        "accesstoken",
        "apikey",
        "assertion",
        "bearertoken",
        "cryptogram",
        "cryptogramvalue",
        "cvc",
        "cvc2",
        "cvv",
        "cvv2",
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

    /// <summary>True for a field of what may never be stored: a security code, a PIN, track data.</summary>
    public static bool IsCardSecret(string name) => CardSecrets.Contains(Letters(name));

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
