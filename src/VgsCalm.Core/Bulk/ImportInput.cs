using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>
/// The input file of an import, open while the import runs. Its rows are read once to be looked at and once more to be sent; where they are
/// not the same, the file was written to meanwhile, and the second reading ends with an error before it gives a row of the new content.
/// </summary>
internal sealed class ImportInput : IDisposable
{
    private const int BlockSize = 256;

    private readonly Stream _file;
    private readonly string _path;
    private readonly TableFormat _format;

    // Of the rows up to the end of each block, and of all, as they were read first.
    private List<int>? _digests;
    private long _rows;

    private ImportInput(Stream file, string path, TableFormat format)
    {
        _file = file;
        _path = path;
        _format = format;
    }

    /// <summary>Whether its rows can be read again. Those of a pipe come once.</summary>
    public bool IsRepeatable => _file.CanSeek;

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The wait for a pipe's writer was ended.</exception>
    public static ImportInput Open(string path, TableFormat format, CancellationToken cancellationToken) =>
        new(InputFile.Open(path, FileShare.Read, cancellationToken), path, format);

    /// <summary>Its rows, from the first one on.</summary>
    /// <exception cref="VgsApiException">
    /// CardInvalid: it cannot be read as cards; JournalMismatch: the file has changed since it was read first.
    /// </exception>
    public IEnumerable<CardRow> Rows(CancellationToken cancellationToken) =>
        _digests is { } digests ? ReadAgain(digests, cancellationToken) : ReadFirst(cancellationToken);

    private IEnumerable<CardRow> ReadFirst(CancellationToken cancellationToken)
    {
        var digests = new List<int>();
        var (rows, digest) = (0L, 0);
        foreach (var row in Read(cancellationToken))
        {
            yield return row;
            digest = Add(digest, row);
            if (++rows % BlockSize == 0)
            {
                digests.Add(digest);
            }
        }

        digests.Add(digest);
        (_digests, _rows) = (IsRepeatable ? digests : null, rows);
    }

    // A block is given once all of it is known to be what it was: no row of another content is sent.
    private IEnumerable<CardRow> ReadAgain(List<int> digests, CancellationToken cancellationToken)
    {
        var block = new List<CardRow>(BlockSize);
        var (rows, digest) = (0L, 0);
        foreach (var row in Read(cancellationToken))
        {
            if (rows == _rows)
            {
                throw Grown();
            }

            block.Add(row);
            digest = Add(digest, row);
            if (++rows % BlockSize != 0 && rows != _rows)
            {
                continue;
            }

            if (digest != digests[(int)((rows - 1) / BlockSize)])
            {
                throw Changed(rows);
            }

            foreach (var known in block)
            {
                yield return known;
            }

            block.Clear();
        }

        if (rows < _rows)
        {
            throw Changed(rows);
        }
    }

    private IEnumerable<CardRow> Read(CancellationToken cancellationToken)
    {
        if (_file.CanSeek)
        {
            _file.Position = 0;
        }

        foreach (var row in _format.Read(_file, _path))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return row;
        }
    }

    /// <summary>Gives all rows to what looks at them before the import.</summary>
    /// <param name="add">Takes a row.</param>
    /// <param name="complete">Told the input once all rows were given.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="VgsApiException">CardInvalid: it cannot be read as cards, or not in this encoding.</exception>
    public void ReadAll(Action<CardRow> add, Action<CardSource> complete, CancellationToken cancellationToken)
    {
        foreach (var row in Rows(cancellationToken))
        {
            add(row);
        }

        complete(CardSource.File(_path));
    }

    public void Dispose() => _file.Dispose();

    private static int Add(int digest, CardRow row)
    {
        unchecked
        {
            digest =
                (digest * 31)
                + (row.Number, row.Name, row.ExpMonth, row.ExpYear, row.Reference, row.Problem).GetHashCode();
            digest = (digest * 31) + (row.MerchantId, row.SubMerchantName, row.SubMerchantMid).GetHashCode();
            foreach (var capability in row.Capability ?? [])
            {
                digest = (digest * 31) + StringComparer.Ordinal.GetHashCode(capability);
            }

            foreach (var field in row.BillingAddress ?? [])
            {
                digest = (digest * 31) + StringComparer.Ordinal.GetHashCode(field.Value ?? "");
            }

            return digest;
        }
    }

    private VgsApiException Changed(long rows) =>
        WrittenTo(
            $"its rows are not those any more that were compared before anything was sent, from one of the last {BlockSize} before row "
                + $"{Math.Max(rows, 1)} on. No row of the new content was sent.",
            "The rows that were sent are in the journal. Put the file back as it was when the import began, and run the same command "
                + "again: it sends the rows that are missing. Write a new file beside it, and rename that when this import has ended."
        );

    private VgsApiException Grown() =>
        WrittenTo(
            $"it had {RowCount.ToText(_rows)}, and has more now. Those were not sent.",
            "If rows were added at its end, run the same command again: it sends them. If it is another file now, put the old one back "
                + "first, and write the new one beside it."
        );

    private VgsApiException WrittenTo(string how, string action) =>
        new(VgsErrorId.JournalMismatch, $"'{_path}' was written to while it was imported: {how}", _path)
        {
            RecommendedAction = action,
        };
}
