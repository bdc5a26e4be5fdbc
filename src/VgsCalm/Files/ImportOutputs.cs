using System.Globalization;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Bulk.Report;
using VgsCalm.Formats.Csv;
using VgsCalm.Json;

namespace VgsCalm.Files;

/// <summary>
/// What an import leaves for people: the result, the rows somebody must look at, and the report. All of it comes from the
/// journal, so a run that was gone on with tells of the whole.
/// </summary>
internal static class ImportOutputs
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
    ];

    public static void WriteResult(string path, EnrolmentJournal journal, CancellationToken cancellationToken) =>
        Write(
            path,
            writer => CsvTable.Write(writer, ResultHeader, Rows(journal, cancellationToken).Select(ResultRow))
        );

    public static void WriteReject(string path, EnrolmentJournal journal, CancellationToken cancellationToken) =>
        Write(
            path,
            writer =>
                CsvTable.Write(
                    writer,
                    RejectHeader,
                    Rows(journal, cancellationToken)
                        .Where(row =>
                            row.State is EnrolmentState.Rejected or EnrolmentState.Failed or EnrolmentState.Unknown
                        )
                        .Select(RejectRow)
                )
        );

    public static void WriteReport(string path, EnrolmentStatistics statistics) =>
        Write(path, writer => EnrolmentReport.Write(writer, statistics));

    private static void Write(string path, Action<TextWriter> write)
    {
        using var file = new OutputFile(path);
        file.Write(write);
    }

    private static IEnumerable<EnrolmentRecord> Rows(EnrolmentJournal journal, CancellationToken cancellationToken)
    {
        foreach (var record in journal.LastRecords())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return record;
        }
    }

    private static IReadOnlyList<string?> ResultRow(EnrolmentRecord row)
    {
        var (month, year) = row.ExpParts;
        return
        [
            Text(row.Row),
            row.Reference,
            Outcome(row),
            row.Id,
            row.Bin,
            row.Last4,
            Text(month),
            Text(year),
            row.Alias,
            row.Event,
            row.Code,
            row.Reason,
            row.TraceId,
        ];
    }

    private static IReadOnlyList<string?> RejectRow(EnrolmentRecord row)
    {
        var (month, year) = row.ExpParts;
        return
        [
            Text(row.Row),
            row.Reference,
            Outcome(row),
            row.Bin,
            row.Last4,
            Text(month),
            Text(year),
            row.Code,
            row.Reason,
            row.TraceId,
        ];
    }

    private static string Outcome(EnrolmentRecord row) => EnrolmentRecordJson.NameOf(row.State);

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
