namespace VgsCalm.Tests.Leaks;

internal static class ImportCases
{
    private const string Files =
        "-JournalPath \"$folder/$name.jsonl\" -ResultPath \"$folder/$name.result.csv\" -RejectPath "
        + "\"$folder/$name.reject.csv\" -ReportPath \"$folder/$name.html\" -PassThru";

    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "Import-VgsCard",
            "a file",
            IsBad: false,
            $"$name = 'good'; Import-VgsCard $csv {Files} -Wait; Import-VgsCard $csv {Files}; Import-VgsCard $csv "
                + $"-WhatIf; Import-VgsCard $csv -JournalPath \"$folder/c.jsonl\" -Confirm"
        ),
        new("Import-VgsCard", "rows of the pipeline", IsBad: false, $"$name = 'rows'; $cards | Import-VgsCard {Files}"),
        new(
            "Import-VgsCard",
            "rows that are wrong",
            IsBad: true,
            $"$name = 'bad'; Import-VgsCard $badCsv {Files}; $name = 'mixed'; $numbers | Import-VgsCard {Files}"
        ),
        new(
            "Import-VgsCard",
            "a reference that is a card number",
            IsBad: true,
            $"$name = 'reference'; $cards | ForEach-Object {{ [pscustomobject]@{{ Name = $_.Number; Number = "
                + $"$_.Number; ExpMonth = 1; ExpYear = 30; Reference = $_.Number }} }} | Import-VgsCard {Files}"
        ),
        new(
            "Import-VgsCard",
            "aliases, and a number with a slip of the pen",
            IsBad: true,
            $"$name = 'alias'; Import-VgsCard $aliasCsv {Files}; Import-VgsCard $aliasCsv {Files}"
        ),
        new(
            "Import-VgsCard",
            "a file without a header, and a broken one",
            IsBad: true,
            $"foreach ($file in $headlessCsv, $brokenCsv, $yaml, $addressCsv, $numberedCsv) {{ $name = 'x' + "
                + $"$file.Length; try {{ Import-VgsCard $file {Files} }} catch {{ $_ }} }}"
        ),
        new(
            "Import-VgsCard",
            "what is in a file, in the place of its path",
            IsBad: true,
            "foreach ($row in \"$number,12,2030\", \"reference: $number,12,2030\") { try { Import-VgsCard $row } catch { $_ } }"
        ),
        new(
            "Import-VgsCard",
            "a column map that names a card number",
            IsBad: true,
            $"$name = 'map'; try {{ Import-VgsCard $csv -ColumnMap @{{ Number = $number }} {Files} }} catch {{ $_ }}; "
                + $"foreach ($file in $numberedCsv, $doubleCsv) {{ try {{ Import-VgsCard $file -ColumnMap @{{ Number "
                + $"= $number; Name = $number }} {Files} }} catch {{ $_ }} }}; Import-VgsCard $csv -ColumnMap @{{ "
                + $"$number = 'Number' }} {Files}"
        ),
        new(
            "Import-VgsCard",
            "another file for the same journal",
            IsBad: true,
            $"$name = 'twice'; $null = Import-VgsCard $csv {Files}; Import-VgsCard $badCsv {Files}"
        ),
        new(
            "Import-VgsCard",
            "a service that repeats",
            IsBad: true,
            $"foreach ($s in $refusals + $successes + $breakages) {{ $name = $s; try {{ $cards | Import-VgsCard "
                + $"{Files} -Session $s }} catch {{ $_ }} }}"
        ),
    ];
}
