<#
.SYNOPSIS
    Keeps a table of cards and network tokens in step with what VGS tells by webhook.
.DESCRIPTION
    One row a card or token, in a CSV file: Subject, Id, Change, Number (masked), Expiry, EventTime, EventIds. VGS may
    send an event more than once, and late: what a row knows already changes nothing, and an event that is older than
    the row's last one does not replace it. Several processes may do this at once; the file is replaced whole, so that a
    reader never sees half of it.
.PARAMETER InputObject
    What ConvertFrom-VgsWebhook gives, or what became of it in a queue.
.PARAMETER Path
    The table; made when it does not exist.
.OUTPUTS
    The rows that have changed.
.EXAMPLE
    ConvertFrom-VgsWebhook $WebhookData -Secret $secret | ./Update-CardTable.ps1 cards.csv
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, ValueFromPipeline)] [object] $InputObject,
    [Parameter(Mandatory, Position = 0)] [string] $Path
)
begin {
    $ErrorActionPreference = 'Stop'
    $keptIds = 20
    $events = [System.Collections.Generic.List[object]]::new()
}
process { $events.Add($InputObject) }
end {
    $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
    $until = [datetime]::UtcNow.AddSeconds(30)
    while ($true) {
        try { $lock = [System.IO.File]::Open("$file.lock", 'OpenOrCreate', 'ReadWrite', 'None'); break }
        catch [System.IO.IOException] {
            if ([datetime]::UtcNow -gt $until) { throw "The table '$file' is in use by another process; the events were not written." }
            Start-Sleep -Milliseconds 50
        }
    }

    try {
        $rows = [ordered]@{}
        if (Test-Path -LiteralPath $file) { Import-Csv -LiteralPath $file | ForEach-Object { $rows["$($_.Subject) $($_.Id)"] = $_ } }
        $changed = foreach ($told in $events) {
            $id = if ($told.CardId) { $told.CardId } else { $told.PanAlias }
            if (-not $id) {
                Write-Warning "The event '$($told.Id)' ($($told.Event)) is about no card and no alias; it was left out."
                continue
            }

            $time = if ($told.Timestamp) { ([datetimeoffset] $told.Timestamp).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffffffZ') }
            $row = $rows["$($told.Subject) $id"]
            if (-not $row) {
                $row = [pscustomobject]@{
                    Subject = "$($told.Subject)"; Id = $id; Change = ''; Number = ''; Expiry = ''; EventTime = ''; EventIds = ''
                }
                $rows["$($told.Subject) $id"] = $row
            }

            $seen = @($row.EventIds -split ' ' | Where-Object { $_ })
            if ($told.Id -and $told.Id -cin $seen) { continue }
            if ($told.Id) { $row.EventIds = (@($seen) + $told.Id | Select-Object -Last $keptIds) -join ' ' }
            if ($time -and [string]::CompareOrdinal($row.EventTime, $time) -gt 0) { continue }

            $row.Change = "$($told.Change)"
            if ($time) { $row.EventTime = $time }
            if ($number = if ($told.NewNumber) { $told.NewNumber } else { $told.OldNumber }) { $row.Number = $number }
            if ($expiry = if ($told.NewExpiry) { $told.NewExpiry } else { $told.OldExpiry }) { $row.Expiry = $expiry }
            $row
        }

        $rows.Values | Export-Csv -LiteralPath "$file.new" -NoTypeInformation -Encoding utf8
        Move-Item -LiteralPath "$file.new" -Destination $file -Force
        $changed
    }
    finally { $lock.Dispose() }
}
