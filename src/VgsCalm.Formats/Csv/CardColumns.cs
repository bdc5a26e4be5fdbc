using VgsCalm.Bulk;
using VgsCalm.Cards;
using VgsCalm.Json;

namespace VgsCalm.Formats.Csv;

/// <summary>Which column holds which field.</summary>
internal sealed class CardColumns
{
    private const int MostShown = 30;
    private const int LongestShown = 40;

    private static readonly char[] Separators = [';', '|', ',', ' ', '\t', '\n'];

    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);
    private readonly string[] _header;
    private readonly CardSource _source;
    private readonly int _name,
        _number,
        _expMonth,
        _expYear,
        _merchantId,
        _subMerchantName,
        _subMerchantMid,
        _reference,
        _capability;
    private readonly (string Field, int Ordinal)[] _address;

    private CardColumns(string[] header, IReadOnlyDictionary<string, string>? columnMap, CardSource source)
    {
        _header = header;
        _source = source;
        foreach (var pair in columnMap ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Map(pair.Key, pair.Value);
        }

        Recognise([.. _ordinals.Keys], [.. _ordinals.Values]);
        Require();

        (_name, _number) = (Find(CardField.Name), Find(CardField.Number));
        (_expMonth, _expYear) = (Find(CardField.ExpMonth), Find(CardField.ExpYear));
        _merchantId = Find(CardField.MerchantId);
        (_subMerchantName, _subMerchantMid) = (Find(CardField.SubMerchantName), Find(CardField.SubMerchantMid));
        (_reference, _capability) = (Find(CardField.Reference), Find(CardField.Capability));
        _address =
        [
            .. _ordinals
                .Where(pair => IsAddress(pair.Key))
                .Select(pair => (pair.Key.Substring(CardField.BillingAddress.Length), pair.Value)),
        ];
    }

    /// <summary>Finds the columns of a header.</summary>
    /// <exception cref="VgsApiException">A column is missing, is there twice, or is not what the map says.</exception>
    internal static CardColumns Of(
        string[] header,
        IReadOnlyDictionary<string, string>? columnMap,
        CardSource source
    ) => new(header, columnMap, source);

    /// <summary>The row that the cells stand at.</summary>
    internal CardRow Row(CsvCells cells)
    {
        if (cells.Problem is { } damage)
        {
            return new CardRow { Problem = damage };
        }

        // Which of the values is the one too many cannot be known, so none of them is used.
        if (cells.Count > _header.Length)
        {
            return new CardRow
            {
                Problem =
                    $"the row has {cells.Count} values for {_header.Length} columns; a value that contains a "
                    + $"separator has to be in quotation marks",
            };
        }

        return new CardRow
        {
            Name = cells.Text(_name),
            Number = cells.Text(_number),
            ExpMonth = cells.Text(_expMonth),
            ExpYear = cells.Text(_expYear),
            MerchantId = cells.Text(_merchantId),
            SubMerchantName = cells.Text(_subMerchantName),
            SubMerchantMid = cells.Text(_subMerchantMid),
            Reference = cells.Text(_reference),
            Capability = Several(cells.Text(_capability)),
            BillingAddress =
                _address.Length == 0
                    ? null
                    :
                    [
                        .. _address.Select(field => new KeyValuePair<string, string?>(
                            field.Field,
                            cells.Text(field.Ordinal)
                        )),
                    ],

            // The last one: it is known once the cells above have been looked at.
            Problem = cells.Problem,
        };
    }

    private static string[]? Several(string? text) =>
        text?.Split(Separators, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } values ? values : null;

    private static bool IsAddress(string field) => field.StartsWith(CardField.BillingAddress, StringComparison.Ordinal);

    private int Find(string field) => _ordinals.TryGetValue(field, out var ordinal) ? ordinal : -1;

    private void Map(string ours, string? theirs)
    {
        var field =
            CardField.Of(ours, out _)
            ?? throw _source.Fault(
                $"cannot be read with this column map: '{ours}' is no field of a card. {Columns}",
                $"The fields are {CardField.Names}.",
                "ColumnMap"
            );
        if (_ordinals.ContainsKey(field))
        {
            throw _source.Fault(
                $"cannot be read with this column map: it has {field} twice",
                "Name a column for each field once.",
                field
            );
        }

        var ordinal = Column(theirs, field);
        if (_ordinals.ContainsValue(ordinal))
        {
            throw _source.Fault(
                $"cannot be read with this column map: it uses the column '{Shown(theirs!)}' twice",
                "Name a column for each field.",
                field
            );
        }

        _ordinals.Add(field, ordinal);
    }

    // By its exact name, or else by one that differs in case and separators only.
    private int Column(string? theirs, string field)
    {
        var wanted = theirs?.Trim() ?? "";
        var found = Matching(name => name.Trim().Equals(wanted, StringComparison.Ordinal));
        if (found.Length == 0)
        {
            found = Matching(name => CardField.Plain(name) == CardField.Plain(wanted));
        }

        return found switch
        {
            [var only] when wanted.Length > 0 => only,
            [_, _, ..] when wanted.Length > 0 => throw _source.Fault(
                $"has {found.Length} columns '{Shown(wanted)}', which the column map gives for {field}",
                "Rename one of them.",
                field
            ),
            _ => throw _source.Fault(
                $"has no column '{Shown(wanted)}', which the column map gives for {field}. {Columns}",
                "Correct the column map.",
                field
            ),
        };
    }

    private int[] Matching(Func<string, bool> isWanted) =>
        [.. Enumerable.Range(0, _header.Length).Where(ordinal => isWanted(_header[ordinal]))];

    private void Recognise(string[] mapped, int[] taken)
    {
        for (var ordinal = 0; ordinal < _header.Length; ordinal++)
        {
            if (Array.IndexOf(taken, ordinal) >= 0)
            {
                continue;
            }

            var field = CardField.Of(_header[ordinal], out var isUnknownAddress);
            if (isUnknownAddress)
            {
                throw _source.Fault(
                    $"has a column '{Shown(_header[ordinal])}', and a billing address has no such field",
                    $"Its fields are {BillingAddress.Names}; rename the column.",
                    CardField.BillingAddress
                );
            }

            if (field is null || Array.IndexOf(mapped, field) >= 0)
            {
                continue;
            }

            if (_ordinals.TryGetValue(field, out var other))
            {
                throw _source.Fault(
                    $"has two columns for {field}: '{Shown(_header[other])}' and '{Shown(_header[ordinal])}'",
                    "Say by -ColumnMap which one is meant.",
                    field
                );
            }

            _ordinals.Add(field, ordinal);
        }
    }

    private void Require()
    {
        var missing = Array.FindAll(CardField.Required, field => !_ordinals.ContainsKey(field));
        if (missing.Length == 0)
        {
            return;
        }

        throw _source.Fault(
            $"has no column for {string.Join(", ", missing)}. {Columns}",
            $"Name the column, such as -ColumnMap @{{ {missing[0]} = '…' }}, or rename it.",
            missing[0]
        );
    }

    // Names only. A file without a header has a card in its place.
    private string Columns =>
        Array.Exists(_header, LooksLikeData)
            ? "Its first line looks like a card, not like the names of columns"
            : "Its columns are "
                + string.Join(", ", _header.Where(name => name.Trim().Length > 0).Take(MostShown).Select(Shown))
                + (_header.Length > MostShown ? ", …" : "");

    private static bool LooksLikeData(string cell) =>
        cell.Count(char.IsDigit) > 2 || (cell.Trim() is { Length: > 0 } text && text.All(char.IsDigit));

    private static string Shown(string name)
    {
        if (LooksLikeData(name))
        {
            return "(unreadable)";
        }

        var text = new string([.. name.Trim().Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.Length > LongestShown ? text.Substring(0, LongestShown) + "…" : text;
    }
}
