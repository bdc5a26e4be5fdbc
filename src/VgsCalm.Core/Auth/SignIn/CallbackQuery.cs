namespace VgsCalm.Auth.SignIn;

/// <summary>The query of a callback.</summary>
internal static class CallbackQuery
{
    /// <summary>The fields; null when one comes twice, which no server does (RFC 6749 §3.1).</summary>
    public static IReadOnlyDictionary<string, string>? Parse(string query)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(['='], 2);
            var name = Decode(parts[0]);
            if (fields.ContainsKey(name))
            {
                return null;
            }

            fields[name] = parts.Length == 2 ? Decode(parts[1]) : "";
        }

        return fields;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
