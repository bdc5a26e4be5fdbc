using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>
/// Which column of an input holds which field of a card, and how a row is read by it: one map for the columns of a file and for the
/// properties of objects from the pipeline, so that both mean the same.
/// </summary>
internal sealed class CardRowMap
{
    private readonly IReadOnlyDictionary<string, int> _ordinals;
    private readonly (string Field, int Ordinal)[] _address;

    private CardRowMap(ColumnRecognition columns)
    {
        _ordinals = columns.Ordinals;
        ColumnCount = columns.Count;
        _address =
        [
            .. _ordinals
                .Where(pair => pair.Key.StartsWith(CardField.BillingAddress, StringComparison.Ordinal))
                .Select(pair => (pair.Key.Substring(CardField.BillingAddress.Length), pair.Value)),
        ];
    }

    public int ColumnCount { get; }

    /// <summary>The map of a file's header, which has to have a column for each field that a card needs.</summary>
    /// <exception cref="VgsApiException">CardInvalid: a column is missing, is there twice, or is not what the map says.</exception>
    public static CardRowMap ForFile(
        IReadOnlyList<string> header,
        IReadOnlyDictionary<string, string>? columnMap,
        CardSource source
    ) => new(new ColumnRecognition(header, columnMap, source, isComplete: true));

    /// <summary>The map of an object's properties. What a single object lacks is wrong with that row, not with the input.</summary>
    /// <exception cref="VgsApiException">CardInvalid: two properties mean one field, or one is an unknown part of an address.</exception>
    public static CardRowMap ForObject(
        IReadOnlyList<string> properties,
        IReadOnlyDictionary<string, string>? columnMap,
        CardSource source
    ) => new(new ColumnRecognition(properties, columnMap, source, isComplete: false));

    /// <summary>Our name of the field that a column holds.</summary>
    public string FieldOf(int ordinal) =>
        _address
            .Where(field => field.Ordinal == ordinal)
            .Select(field => $"{CardField.BillingAddress}.{field.Field}")
            .FirstOrDefault()
        ?? _ordinals.First(pair => pair.Value == ordinal).Key;

    /// <summary>Reads a row.</summary>
    /// <param name="text">The text of a column by its ordinal; null where it is empty. It is asked for mapped columns only.</param>
    public CardRow Read(Func<int, string?> text)
    {
        var (month, year) = (Text(CardField.ExpMonth), Text(CardField.ExpYear));
        string? problem = null;
        if (!(Has(CardField.ExpMonth) && Has(CardField.ExpYear)) && Text(CardField.Expiry) is { } expiry)
        {
            if (CardExpiry.TryParse(expiry, out var parsedMonth, out var parsedYear))
            {
                (month, year) = (parsedMonth, parsedYear);
            }
            else
            {
                problem = "has an expiry that is none of MMYY, MM/YY, MM/YYYY and YYYY-MM-DD";
            }
        }

        return new CardRow
        {
            Problem = problem,
            Name = Has(CardField.Name)
                ? Text(CardField.Name)
                : JoinNames(Text(CardField.FirstName), Text(CardField.LastName)),
            Number = Text(CardField.Number),
            ExpMonth = month,
            ExpYear = year,
            MerchantId = Text(CardField.MerchantId),
            SubMerchantName = Text(CardField.SubMerchantName),
            SubMerchantMid = Text(CardField.SubMerchantMid),
            Reference = Text(CardField.Reference),
            Capability = SplitCapabilities(Text(CardField.Capability)),
            BillingAddress =
                _address.Length == 0
                    ? null
                    :
                    [
                        .. _address.Select(field => new KeyValuePair<string, string?>(
                            field.Field,
                            Cell(field.Ordinal)
                        )),
                    ],
        };

        string? Text(string field) =>
            _ordinals.TryGetValue(field, out var ordinal) && ordinal >= 0 ? Cell(ordinal) : null;

        // What databases write where there is no value. As a number it would be taken for an alias, and sent.
        string? Cell(int ordinal) =>
            text(ordinal) is var cell && cell is { Length: <= 8 } && cell.Trim() is "NULL" or "\\N" ? null : cell;
    }

    private static string? JoinNames(string? first, string? last) =>
        first is null || last is null ? first ?? last : $"{first.Trim()} {last.Trim()}";

    private bool Has(string field) => _ordinals.ContainsKey(field);

    private static string[]? SplitCapabilities(string? text) =>
        text is not null && CardDetails.SplitCapabilities([text]) is { Length: > 0 } values ? values : null;
}
