namespace VgsCalm.Cards;

/// <summary>The fields of a billing address, under any spelling that a person uses. Source: VGS CALM V1.</summary>
internal static class BillingAddress
{
    private static readonly string[] FieldNames =
    [
        "name",
        "company",
        "address1",
        "address2",
        "city",
        "region",
        "country",
        "postal_code",
        "phone",
    ];

    /// <param name="given">Name and value; blank values are left out.</param>
    /// <param name="unknown">The first name that is not known; null where all are.</param>
    /// <returns>The fields by the API's names; null where none is left.</returns>
    public static IReadOnlyDictionary<string, string>? Normalize(
        IEnumerable<KeyValuePair<string, string?>>? given,
        out string? unknown
    )
    {
        unknown = null;
        if (given is null)
        {
            return null;
        }

        var address = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in given)
        {
            var plain = field.Key.Replace("_", "").Replace("-", "");
            var name = Array.Find(
                FieldNames,
                field => field.Replace("_", "").Equals(plain, StringComparison.OrdinalIgnoreCase)
            );
            if (name is null)
            {
                unknown ??= field.Key;
            }
            else if (!string.IsNullOrWhiteSpace(field.Value))
            {
                address[name] = field.Value!.Trim();
            }
        }

        return address.Count > 0 ? address : null;
    }

    /// <summary>The names that are known, for messages.</summary>
    public static string Names => string.Join(", ", FieldNames);
}
