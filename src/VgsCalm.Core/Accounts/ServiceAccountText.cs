namespace VgsCalm.Accounts;

/// <summary>What may stand in the fields of a service account, however they came: from a file or from parameters.</summary>
internal static class ServiceAccountText
{
    /// <summary>
    /// Whether a value is one of the documentation's stand-ins, such as <c>&lt;VAULT_ID&gt;</c>, that was not filled
    /// in.
    /// </summary>
    internal static bool IsPlaceholder(string text) =>
        text.Length > 2 && text[0] == '<' && text[text.Length - 1] == '>';

    /// <summary>
    /// What keeps a text from being a scope, a client id or a vault id; null when nothing does. Which scopes exist is for VGS to
    /// say: RFC 6749 §3.3 only forbids the space, because a space separates scopes.
    /// </summary>
    internal static string? FaultInToken(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "it is blank";
        }

        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
            {
                return "it contains a space";
            }

            if (char.IsControl(character))
            {
                return "it contains a control character";
            }
        }

        return null;
    }

    /// <summary>Checks the id that a parameter gives a vault by; a file's own faults name their line.</summary>
    /// <exception cref="VgsConfigException">No vault can have it.</exception>
    internal static void RequireVaultId(string vaultId)
    {
        if (IsPlaceholder(vaultId))
        {
            throw new VgsConfigException(
                "the placeholder of the documentation stands where the vault's own id belongs.",
                field: "VaultId"
            );
        }

        if (FaultInToken(vaultId) is { } fault)
        {
            throw new VgsConfigException($"this is no vault id: {fault}.", field: "VaultId")
            {
                RecommendedAction =
                    "Give the id alone, without blanks and line ends: (Get-Content -Raw FILE).Trim(), for one.",
            };
        }
    }
}
