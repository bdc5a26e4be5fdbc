namespace VgsCalm.Soak;

/// <summary>A command that has much to do, and what is run after it was stopped: it must work and put something out.</summary>
internal sealed record StoppedCommand(string Name, string Script, string Next)
{
    public static readonly StoppedCommand[] All =
    [
        new("New-VgsCard", "$rows | New-VgsCard", "$rows[0] | New-VgsCard"),
        new("Get-VgsCard -Wait", "$rows | ForEach-Object { $card } | Get-VgsCard -Wait", "Get-VgsCard $card"),
        new(
            "Invoke-VgsCalmRequest",
            "$rows | ForEach-Object { [pscustomobject]@{ Path = \"/cards/$card\" } } | Invoke-VgsCalmRequest -ThrottleLimit 8",
            "Invoke-VgsCalmRequest /cards/$card"
        ),
        new(
            "Import-VgsCard",
            "Import-VgsCard $csv",
            "Import-VgsCard $csv | ForEach-Object { if ($_.Total -eq $rows.Count) { $_ } }"
        ),
        new(
            "Connect-VgsCalm",
            "for (;;) { Connect-VgsCalm $calm -Name other @uris }",
            "Connect-VgsCalm $calm -Name other -PassThru @uris"
        ),
    ];
}
