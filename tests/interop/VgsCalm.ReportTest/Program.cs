using VgsCalm.ReportTest;

var folder = Directory.CreateTempSubdirectory("vgscalm-report-");
try
{
    var import = await RehearsedImport.RunAsync(folder.FullName);
    var browser = new Chromium(folder.FullName);
    var findings = Findings.Collect(import, browser.Read(import.Report)).ToList();

    // To be looked at by a person: wide and narrow.
    var pictures = Environment.GetEnvironmentVariable("PICTURES") ?? folder.FullName;
    findings.Add(
        Findings.OfPicture(
            browser.Picture(import.Report, Path.Combine(pictures, "report-wide.png"), width: 1100, height: 1450)
        )
    );
    findings.Add(
        Findings.OfPicture(
            browser.Picture(import.Report, Path.Combine(pictures, "report-narrow.png"), width: 500, height: 1900)
        )
    );

    return new FindingReport().Close(findings);
}
finally
{
    folder.Delete(recursive: true);
}
