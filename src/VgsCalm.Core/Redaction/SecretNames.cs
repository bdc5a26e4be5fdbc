namespace VgsCalm.Redaction;

/// <summary>Which fields and headers have a secret for a value, by their names.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> SecretFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "cvv",
        "cvv2",
        "cvc",
        "cvc2",
        "csc",
        "security_code",
        "cryptogram",
        "client_secret",
        "clientsecret",
        "access_token",
        "refresh_token",
        "id_token",
        "password",
        "secret",
        "token",
        "authorization",
    };

    private static readonly HashSet<string> NumberFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "number",
        "pan",
        "card_number",
        "account_number",
        "old_account_number",
        "new_account_number",
        "network_token",
    };

    private static readonly string[] HeaderParts = ["authorization", "cookie", "token", "secret", "key"];

    /// <summary>True for a field whose value is a secret by itself; of a card number something may be shown.</summary>
    public static bool IsSecretField(string name) => SecretFields.Contains(name);

    /// <summary>True for a field whose value is a card number.</summary>
    public static bool IsNumberField(string name) => NumberFields.Contains(name);

    /// <summary>True for a header whose value is a secret.</summary>
    public static bool IsSecretHeader(string name) =>
        Array.Exists(HeaderParts, part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);
}
