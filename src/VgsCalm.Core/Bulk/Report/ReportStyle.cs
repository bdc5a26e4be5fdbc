namespace VgsCalm.Bulk.Report;

/// <summary>How the report looks: the file report.css, which the assembly carries.</summary>
internal static class ReportStyle
{
    public static string Css { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ReportStyle).Assembly.GetManifestResourceStream("report.css");
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd().TrimEnd();
    }
}
