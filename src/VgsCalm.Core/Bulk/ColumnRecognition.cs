using VgsCalm.Cards;
using VgsCalm.Redaction;

namespace VgsCalm.Bulk;

/// <summary>
/// Finds out which column of an input holds which field of a card: by the caller's map first, then by VGS's names and ours, and last by
/// the names that files usually have.
/// </summary>
internal sealed class ColumnRecognition
{
    private const string OtherEncoding = "Leave -Encoding out, or give the one that the file has.";

    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly ColumnNames _columns;
    private readonly CardSource _source;

    /// <param name="columns">The names of the columns, in their order.</param>
    /// <param name="columnMap">Our name of a field → the column's name; null where nothing is mapped.</param>
    /// <param name="source">The input, for errors.</param>
    /// <param name="isComplete">Whether the input has to have a column for each field that a card needs.</param>
    /// <exception cref="VgsApiException">CardInvalid: a column is missing, is there twice, or is not what the map says.</exception>
    public ColumnRecognition(
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
            MapColumn(pair.Key, pair.Value ?? "", isRequired: isComplete);
        }

        RecogniseColumns();
        RecogniseUsualNames();
        if (isComplete)
        {
            RequireFields();
        }
    }

    /// <summary>How many columns the input has.</summary>
    public int Count => _columns.Count;

    /// <summary>The ordinal of the column of each field; -1 where the map names a column that an object lacks.</summary>
    public IReadOnlyDictionary<string, int> Ordinals => _ordinals;

    private bool Has(string field) => _ordinals.ContainsKey(field);

    private void MapColumn(string ours, string theirs, bool isRequired)
    {
        if (!CardField.TryResolve(ours, out var field, out _) && !CardField.TryResolveUsual(ours, out field))
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

        if (SecretNames.IsCardSecret(theirs))
        {
            throw _source.Fault(
                $"cannot be read with this column map: '{ColumnNames.Shown(theirs)}' is never sent or kept, as whatever field",
                "Take it out of the column map.",
                field
            );
        }

        var ordinal = FindColumn(theirs, field, isRequired);
        if (ordinal >= 0 && _ordinals.ContainsValue(ordinal))
        {
            throw _source.Fault(
                $"cannot be read with this column map: it uses the column '{ColumnNames.Shown(theirs)}' twice",
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
                _columns.AreOfOtherEncoding ? OtherEncoding : "Correct the column map.",
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

            if (isField && !mappedFields.Contains(field) && !IsMappedOtherwise(field, mappedFields))
            {
                AddRecognised(field, ordinal);
            }
        }
    }

    // What the map takes from one column is not looked for in two, and the other way round.
    private static bool IsMappedOtherwise(string field, HashSet<string> mapped) =>
        field switch
        {
            CardField.ExpMonth or CardField.ExpYear => mapped.Contains(CardField.Expiry),
            CardField.Name => mapped.Contains(CardField.FirstName) || mapped.Contains(CardField.LastName),
            _ => false,
        };

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
                _columns[other] == _columns[ordinal] ? "Rename one of them." : "Say by -ColumnMap which one is meant.",
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
        if (missing.Length > 0 && _columns.AreOfOutput())
        {
            throw _source.Fault(
                "is a result or a reject file of an import, and has no card numbers",
                "Give the file of cards. A pattern such as *.csv fits these files, too: have them written to another folder."
            );
        }

        if (missing.Length > 0)
        {
            throw _source.Fault(
                $"has no column for {string.Join(", ", missing)}. {_columns.Describe()}",
                _columns.AreOfOtherEncoding ? OtherEncoding
                    : _columns.LookLikeData
                        ? "Give the file a first line that names its columns, such as Name,Number,ExpMonth,ExpYear."
                    : $"Name what is missing, such as -ColumnMap @{{ {string.Join("; ", missing.Select(m => $"{m} = '…'"))} }}, "
                        + "or rename the columns.",
                missing[0]
            );
        }
    }

    private IEnumerable<string> Missing(string field, params string[] others) =>
        Has(field) || others.Any(Has) ? [] : [field];
}
