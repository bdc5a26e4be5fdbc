using System.Globalization;
using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;
using VgsCalm.Files;

namespace VgsCalm.Bulk;

/// <summary>
/// What an import leaves for people: the result, the rows that need a look, and the report. All of it comes from the journal, so after
/// several runs it tells of the whole.
/// </summary>
/// <param name="journal">Knows the rows.</param>
/// <param name="format">Writes tables.</param>
/// <param name="rows">How many rows the input has: those that it had once and has no more are left out.</param>
internal sealed class ImportOutputs(EnrolmentJournal journal, TableFormat format, long rows)
{
    private static readonly string[] ResultHeader =
    [
        "Row",
        "Reference",
        "Outcome",
        "Id",
        "Bin",
        "Last4",
        "ExpMonth",
        "ExpYear",
        "Alias",
        "Event",
        "NewLast4",
        "NewExpMonth",
        "NewExpYear",
        "Code",
        "Reason",
        "TraceId",
    ];
    private static readonly string[] RejectHeader =
    [
        "Row",
        "Reference",
        "Outcome",
        "Bin",
        "Last4",
        "ExpMonth",
        "ExpYear",
        "Code",
        "Reason",
        "TraceId",
        "NextStep",
    ];

    /// <summary>What is to be left out of the same command the next time, with a blank before it.</summary>
    public string WithoutRetry { get; init; } = "";

    /// <summary>Whether a file is one that an earlier run of an import wrote, or is empty: another one is not replaced unsaid.</summary>
    public static bool IsOutput(string path) =>
        ReadStart(path) is { } text
        && (
            text.Length == 0
            || text.StartsWith(string.Join(",", ResultHeader), StringComparison.Ordinal)
            || text.StartsWith(string.Join(",", RejectHeader), StringComparison.Ordinal)
            || text.Contains(EnrolmentReport.TitleStart)
        );

    /// <summary>Whether a file is a journal, of whichever import: without it, the cards of that import would be enrolled again.</summary>
    public static bool IsJournal(string path) =>
        ReadStart(path)?.StartsWith(JournalHeader.BeginningText, StringComparison.Ordinal) == true;

    // Empty for what is no file of its own; null for what cannot be read and may still be written: that is found out later.
    private static string? ReadStart(string path)
    {
        try
        {
            var target = OutputTarget.Find(path);
            if (target.IsWrittenThrough || target.Status.Kind != FileKind.Regular)
            {
                return "";
            }

            using var reader = new StreamReader(path);
            var start = new char[1024];
            return new string(start, 0, reader.ReadBlock(start, 0, start.Length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes the files that were asked for. One that cannot be written costs neither the others nor the summary.</summary>
    /// <returns>The files that could not be written.</returns>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public IReadOnlyList<ImportFileException> Write(
        ImportOutputFiles files,
        Func<EnrolmentStatistics> statistics,
        CancellationToken cancellationToken
    )
    {
        var unwritten = new List<ImportFileException>();
        TryWrite(files.Result, file => WriteTable(file, ResultHeader, Rows(cancellationToken).Select(ResultRow)));
        TryWrite(
            files.Reject,
            file => WriteTable(file, RejectHeader, Rows(cancellationToken).Where(NeedsAttention).Select(RejectRow))
        );
        TryWrite(files.Report, file => file.Write(writer => EnrolmentReport.Write(writer, statistics())));
        return unwritten;

        void TryWrite(OutputFile? file, Action<OutputFile> write)
        {
            if (file is null)
            {
                return;
            }

            try
            {
                write(file);
            }
            catch (Exception error)
                when (error is (IOException and not JournalException) or UnauthorizedAccessException)
            {
                unwritten.Add(CannotWrite(file.Path, error));
            }
        }
    }

    private ImportFileException CannotWrite(string path, Exception error) =>
        ImportFileException.CannotWrite(
            path,
            error,
            "The cards are as the summary says; mend that and run the same command again: it enrols none of them a second time and writes "
                + $"the file.{WithoutRetry}"
        );

    private static bool NeedsAttention(EnrolmentRecord row) =>
        row.State is EnrolmentState.Rejected or EnrolmentState.Failed or EnrolmentState.Unknown;

    private void WriteTable(OutputFile file, string[] header, IEnumerable<IReadOnlyList<string?>> rows) =>
        file.Write(writer => format.Write(writer, header, rows));

    private IEnumerable<EnrolmentRecord> Rows(CancellationToken cancellationToken)
    {
        foreach (var record in journal.LastRecords(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    private static IReadOnlyList<string?> ResultRow(EnrolmentRecord row)
    {
        var (month, year) = EnrolmentRecord.SplitExpiry(row.Exp);
        var (newMonth, newYear) = EnrolmentRecord.SplitExpiry(row.NewExp);
        return
        [
            Text(row.Row),
            row.Reference,
            EnrolmentRecordJson.NameOf(row.State),
            row.Id,
            row.Bin,
            row.Last4,
            Text(month),
            Text(year),
            row.Alias,
            row.Event,
            row.NewLast4,
            Text(newMonth),
            Text(newYear),
            row.Code,
            row.Reason,
            row.TraceId,
        ];
    }

    private static IReadOnlyList<string?> RejectRow(EnrolmentRecord row)
    {
        var (month, year) = EnrolmentRecord.SplitExpiry(row.Exp);
        return
        [
            Text(row.Row),
            row.Reference,
            EnrolmentRecordJson.NameOf(row.State),
            row.Bin,
            row.Last4,
            Text(month),
            Text(year),
            row.Code,
            row.Reason,
            row.TraceId,
            NextStep(row),
        ];
    }

    private static string NextStep(EnrolmentRecord row) =>
        row.State switch
        {
            EnrolmentState.Failed =>
                "VGS took the card and could not enrol it: -RetryFailed sends it again. What fails once more for the same reason stays so.",
            EnrolmentState.Unknown =>
                "Find out whether VGS has the card. -RetryUnknown sends every unknown row again, and enrols those twice that VGS has.",
            _ when row.Code == EnrolmentRecord.DuplicateCode =>
                "Nothing, if it is the same card; without -SkipDuplicate it is enrolled as well."
                    + (row.IsInDoubt ? " VGS may have it of this row, too: find that out first." : ""),
            _ when row.IsInDoubt =>
                "Find out whether VGS has the card. If not, correct the row in the file and run the same command again; if it has, empty "
                    + "the row's number or leave it empty: it is not sent again then.",
            _ when row.Code is "card-brand-not-supported" or "account-updater-not-supported" or "card-not-allowed" =>
                "VGS does not take this card, and no correction of the row makes it do so. Empty the row's number in the file: the card is "
                    + "not sent again then.",
            _ when row.Code is "rejected" or "declined" =>
                "VGS refused the card itself and blames no field of the row: ask VGS why. Each run sends it again, unless you empty the "
                    + "row's number in the file.",
            _ when row.Code == "merchant-not-found" =>
                "Give the row the id of a merchant that VGS has, in the file, and run the same command again; New-VgsMerchant makes one, "
                    + "with an id of VGS's choice.",
            _ when row.Code == "Number" =>
                "Correct the row in the file and run the same command again, unless its number was emptied so that it is not sent.",
            _ when IsUnexplained(row) =>
                "The answer blames no field of the row: see what its reason names, which may be a right of the account or an address. Mend "
                    + "that, or the row, and run the same command again.",
            _ => "Correct the row in the file and run the same command again.",
        };

    // The status alone, or the API's own word for it, such as forbidden; a row that was refused here names its field.
    private static bool IsUnexplained(EnrolmentRecord row) =>
        row.Code != nameof(VgsErrorId.CardInvalid)
        && Enum.GetNames(typeof(VgsErrorId)).Contains(row.Code, StringComparer.OrdinalIgnoreCase);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
