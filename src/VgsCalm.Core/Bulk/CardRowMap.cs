using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>
/// Which column of an input holds which field of a card, and how a row is read by it: one map for the columns of a file and for the
/// properties of objects from the pipeline, so that both mean the same.
/// </summary>
internal sealed class CardRowMap
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly ColumnNames _columns;
    private readonly CardSource _source;
    private readonly (string Field, int Ordinal)[] _address;

    private CardRowMap(
        IReadOnlyList<string> columns,
        IReadOnlyDictionary<string, string>? columnMap,
        CardSource source,
        bool isComplete
    )
    {
        _columns = new ColumnNames(columns);
        _source = source;
        foreach (var pair in columnMap ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            MapColumn(pair.Key, pair.Value, isRequired: isComplete);
        }

        RecogniseColumns();
        RecogniseUsualNames();
        if (isComplete)
        {
            RequireFields();
        }

        _address =
        [
            .. _ordinals
                .Where(pair => pair.Key.StartsWith(CardField.BillingAddress, StringComparison.Ordinal))
                .Select(pair => (pair.Key.Substring(CardField.BillingAddress.Length), pair.Value)),
        ];
    }

    public int ColumnCount => _columns.Count;

    /// <summary>The map of a file's header, which has to have a column for each field that a card needs.</summary>
    /// <exception cref="VgsApiException">CardInvalid: a column is missing, is there twice, or is not what the map says.</exception>
    public static CardRowMap ForFile(
        IReadOnlyList<string> header,
        IReadOnlyDictionary<string, string>? columnMap,
        CardSource source
    ) => new(header, columnMap, source, isComplete: true);

    /// <summary>The map of an object's properties. What a single object lacks is wrong with that row, not with the input.</summary>
    /// <exception cref="VgsApiException">CardInvalid: two properties mean one field, or one is an unknown part of an address.</exception>
    public static CardRowMap ForObject(
        IReadOnlyList<string> properties,
        IReadOnlyDictionary<string, string>? columnMap
    ) => new(properties, columnMap, CardSource.Pipeline, isComplete: false);

    /// <summary>Reads a row.</summary>
    /// <param name="text">The text of a column by its ordinal; null where it is empty. It is asked for mapped columns only.</param>
    public CardRow Read(Func<int, string?> text)
    {
        var (month, year) = (Text(CardField.ExpMonth), Text(CardField.ExpYear));
        string? problem = null;
        if (!Has(CardField.ExpMonth) && !Has(CardField.ExpYear) && Text(CardField.Expiry) is { } expiry)
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
                            text(field.Ordinal)
                        )),
                    ],
        };

        string? Text(string field) =>
            _ordinals.TryGetValue(field, out var ordinal) && ordinal >= 0 ? text(ordinal) : null;
    }

    private static string? JoinNames(string? first, string? last) =>
        first is null || last is null ? first ?? last : $"{first.Trim()} {last.Trim()}";

    private bool Has(string field) => _ordinals.ContainsKey(field);

    private static string[]? SplitCapabilities(string? text) =>
        CardDetails.SplitCapabilities([text]) is { Length: > 0 } values ? values : null;

    private void MapColumn(string ours, string? theirs, bool isRequired)
    {
        if (!CardField.TryResolve(ours, out var field, out _))
        {
            throw _source.Fault(
                $"cannot be read with this column map: '{ColumnNames.Shown(ours)}' is no field of a card. {_columns.Describe()}",
                $"The fields are {CardField.Names}.",
                "ColumnMap"
            );
        }

        if (_ordinals.ContainsKey(field))
        {
            throw _source.Fault(
                $"cannot be read with this column map: it has {field} twice",
                "Name a column for each field once.",
                field
            );
        }

        if (CardField.IsSecret(theirs ?? ""))
        {
            throw _source.Fault(
                $"cannot be read with this column map: '{ColumnNames.Shown(theirs!)}' is never sent or kept, as whatever field",
                "Take it out of the column map.",
                field
            );
        }

        var ordinal = FindColumn(theirs ?? "", field, isRequired);
        if (ordinal >= 0 && _ordinals.ContainsValue(ordinal))
        {
            throw _source.Fault(
                $"cannot be read with this column map: it uses the column '{ColumnNames.Shown(theirs!)}' twice",
                "Name a column for each field.",
                field
            );
        }

        _ordinals.Add(field, ordinal);
    }

    private int FindColumn(string theirs, string field, bool isRequired) =>
        _columns.Find(theirs) switch
        {
            [var only] => only,
            [] when !isRequired => -1,
            [] => throw _source.Fault(
                $"has no column '{ColumnNames.Shown(theirs)}', which the column map gives for {field}. {_columns.Describe()}",
                "Correct the column map.",
                field
            ),
            var several => throw _source.Fault(
                $"has {several.Length} columns '{ColumnNames.Shown(theirs)}', which the column map gives for {field}",
                "Rename one of them.",
                field
            ),
        };

    // A column that the map names is not taken for what its name means, nor is a field that the map has taken from another column.
    private void RecogniseColumns()
    {
        var mappedFields = new HashSet<string>(_ordinals.Keys, StringComparer.Ordinal);
        var mappedColumns = new HashSet<int>(_ordinals.Values);
        for (var ordinal = 0; ordinal < _columns.Count; ordinal++)
        {
            if (mappedColumns.Contains(ordinal))
            {
                continue;
            }

            var isField = CardField.TryResolve(_columns[ordinal], out var field, out var isUnknownAddress);
            if (isUnknownAddress)
            {
                throw _source.Fault(
                    $"has a column '{ColumnNames.Shown(_columns[ordinal])}', and a billing address has no such field",
                    $"Its fields are {BillingAddress.Names}; rename the column.",
                    CardField.BillingAddress
                );
            }

            if (isField && !mappedFields.Contains(field))
            {
                AddRecognised(field, ordinal);
            }
        }
    }

    // Names that files usually have count where nothing has said better.
    private void RecogniseUsualNames()
    {
        var known = new HashSet<string>(_ordinals.Keys, StringComparer.Ordinal);
        var used = new HashSet<int>(_ordinals.Values);
        for (var ordinal = 0; ordinal < _columns.Count; ordinal++)
        {
            if (
                !used.Contains(ordinal)
                && CardField.TryResolveUsual(_columns[ordinal], out var field)
                && !known.Contains(field)
            )
            {
                AddRecognised(field, ordinal);
            }
        }
    }

    private void AddRecognised(string field, int ordinal)
    {
        if (_ordinals.TryGetValue(field, out var other))
        {
            throw _source.Fault(
                $"has two columns for {field}: '{ColumnNames.Shown(_columns[other])}' and '{ColumnNames.Shown(_columns[ordinal])}'",
                "Say by -ColumnMap which one is meant.",
                field
            );
        }

        _ordinals.Add(field, ordinal);
    }

    private void RequireFields()
    {
        if (_columns.LookLikeRecords())
        {
            throw _source.Fault(
                "is a record file: its lines begin with the kind of the record, and none of them names columns",
                "Give a CSV file whose first line names the columns: Name, Number, ExpMonth, ExpYear."
            );
        }

        string[] missing =
        [
            .. Missing(CardField.Name, CardField.FirstName, CardField.LastName),
            .. Missing(CardField.Number),
            .. Has(CardField.Expiry) ? [] : Missing(CardField.ExpMonth),
            .. Has(CardField.Expiry) ? [] : Missing(CardField.ExpYear),
        ];
        if (missing.Length > 0)
        {
            throw _source.Fault(
                $"has no column for {string.Join(", ", missing)}. {_columns.Describe()}",
                $"Name the column, such as -ColumnMap @{{ {missing[0]} = '…' }}, or rename it.",
                missing[0]
            );
        }
    }

    private IEnumerable<string> Missing(string field, params string[] others) =>
        Has(field) || others.Any(Has) ? [] : [field];
}
