<#
.SYNOPSIS
    Keeps a table of cards and network tokens in step with what VGS tells by webhook.
.DESCRIPTION
    One row a card or token, in a CSV file: Subject, Id, Change, Number (masked), Expiry, EventTime, EventIds. VGS may
    send an event more than once, and late: what a row knows already changes nothing, and an event that is older than
    the row's last one does not replace it. Several processes may do this at once; the file is replaced whole, so that a
    reader never sees half of it; on Linux and macOS with the rights (chmod) that it had, and through a symbolic link. A
    CSV file that is no such table is an error, and stays as it is. On Windows no file is replaced that a program has
    open: that is waited for, half a minute. A container needs the table's folder: a file that is mounted by itself
    cannot be replaced.

    Number and Expiry are those of now. Where an event says that they have changed and does not tell the new ones, as
    au_card.updated may, they are empty, and never the old ones beside new ones: Get-VgsCard has them.
.PARAMETER InputObject
    What ConvertFrom-VgsWebhook gives, or what became of it in a queue: by way of JSON or Clixml as it is, Subject and
    Change by name or by number. Timestamp is a DateTime or a text by ISO 8601 with its zone, which CSV needs
    written out: Timestamp.ToString('o'). Any other form is an error, and nothing is written.
.PARAMETER Path
    The table; made when it does not exist.
.OUTPUTS
    The rows that have changed, each once, as they are now.
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
    $columns = 'Subject', 'Id', 'Change', 'Number', 'Expiry', 'EventTime', 'EventIds'
    $events = [System.Collections.Generic.List[object]]::new()

    # The names of the module's enums in their order, which need not be loaded here: queues often give the number alone.
    $subjects = 'Unknown', 'Card', 'NetworkToken'
    $changes = 'Unknown', 'Enrolled', 'EnrollmentFailed', 'Valid', 'Updated', 'Expired', 'Closed', 'ContactCardholderAdvice',
        'NonParticipating', 'OptedOut', 'Activated', 'Suspended', 'Deleted', 'Failed'

    function Get-EnumName([string] $Value, [string[]] $Names, [string] $What) {
        if ($Value -notmatch '^[0-9]+$') { return $Value }
        if ([int64] $Value -ge $Names.Count) { throw "$What is $Value, which has no name here: put its name into the queue." }
        $Names[[int] $Value]
    }

    # What .NET says of a file that another process has open: a violation of sharing or locking on Windows, EAGAIN on Linux and macOS.
    function Invoke-WhenFree([scriptblock] $Do) {
        $waited = [System.Diagnostics.Stopwatch]::StartNew()
        while ($true) {
            try { return & $Do }
            catch [System.IO.IOException] {
                if (($_.Exception.GetBaseException().HResult -band 0xFFFF) -notin 32, 33, 11, 35) { throw }
                if ($waited.ElapsedMilliseconds -gt 30000) {
                    throw "The table '$file' is in use by another process; the events were not written."
                }
                Start-Sleep -Milliseconds 50
            }
        }
    }

    # In UTC, and of one form in every culture: times are compared as text.
    function Get-TimeText($Value, [string] $What) {
        if (-not $Value) { return }
        $invariant = [cultureinfo]::InvariantCulture
        $time = [datetimeoffset]::MinValue
        if ($Value -is [datetime] -or $Value -is [datetimeoffset]) { $time = [datetimeoffset] $Value }
        elseif ("$Value" -notmatch '^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*(Z|[+-][0-9]{2}:?[0-9]{2})$' -or
            -not [datetimeoffset]::TryParse("$Value", $invariant, 'None', [ref] $time)) {
            throw "$What is '$Value', which is no time by ISO 8601 with its zone: put Timestamp.ToString('o') into the queue."
        }
        $time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", $invariant)
    }

    # What is known after an event. An old number or expiry is taken only while nothing newer can be known.
    function Merge-Event($Row, $Told) {
        $isUpdate = $Told.Change -eq 'Updated' -and $Told.Subject -eq 'Card'
        $isNewExpiry = $Told.NewExpiry -and $Told.NewExpiry -ne $Row.Expiry
        $isNewNumber = $Told.NewNumber -and $Told.NewNumber -ne $Row.Number

        # The update that has brought the row's number, told a second time: it names the number before that.
        $isKnownUpdate = $isUpdate -and $Row.Change -eq 'Updated' -and $Told.NewExpiry -and -not $isNewExpiry -and
            $Row.Number -and $Told.OldNumber -and $Told.OldNumber -ne $Row.Number

        # By its meaning Expired leaves the number as it is.
        $number = if ($Told.NewNumber) { $Told.NewNumber }
        elseif (($isUpdate -and -not $isKnownUpdate) -or ($isNewExpiry -and $Told.Change -ne 'Expired')) { '' }
        elseif ($Row.Number) { $Row.Number }
        elseif (-not $Told.NewExpiry -and -not $Row.Expiry) { $Told.OldNumber }

        $expiry = if ($Told.NewExpiry) { $Told.NewExpiry }
        elseif ($isNewNumber -or ($isUpdate -and -not $Told.NewNumber)) { '' }
        elseif ($Row.Expiry) { $Row.Expiry }
        else { $Told.OldExpiry }

        $Row.Number = "$number"
        $Row.Expiry = "$expiry"
    }

    # A late event that says of a change: unless the row has what it tells, or a newer update, the row's may be from before it.
    function Clear-Outdated($Row, $Told) {
        if ($Row.Change -eq 'Updated') { return $false }
        $isUpdate = $Told.Change -eq 'Updated' -and $Told.Subject -eq 'Card'
        $isOldNumber = $Row.Number -and $Row.Number -ne $Told.NewNumber
        $isOldExpiry = $Row.Expiry -and $Row.Expiry -ne $Told.NewExpiry
        $saysNewNumber = $isUpdate -or ($Told.NewNumber -and $isOldNumber) -or
            ($Told.NewExpiry -and $isOldExpiry -and $Told.Change -ne 'Expired')
        $saysNewExpiry = $isUpdate -or ($Told.NewExpiry -and $isOldExpiry) -or ($Told.NewNumber -and $isOldNumber)
        if ($isOldNumber -and $saysNewNumber) { $Row.Number = '' }
        if ($isOldExpiry -and $saysNewExpiry) { $Row.Expiry = '' }
        ($isOldNumber -and $saysNewNumber) -or ($isOldExpiry -and $saysNewExpiry)
    }
}
process {
    # Members that the event does not have are empty.
    $told = if ($InputObject -is [System.Collections.IDictionary]) { [pscustomobject] $InputObject } else { $InputObject }
    $told = $told | Select-Object Id, Event, Subject, Change, Timestamp, CardId, PanAlias, OldNumber, NewNumber, OldExpiry, NewExpiry
    $what = "of the event '$($told.Id)' ($($told.Event))"
    $told.Subject = Get-EnumName $told.Subject $subjects "The Subject $what"
    $told.Change = Get-EnumName $told.Change $changes "The Change $what"
    $told.Timestamp = Get-TimeText $told.Timestamp "The Timestamp $what"
    $events.Add($told)
}
end {
    # Brackets may be given as Tab completes them.
    if (-not (Test-Path -LiteralPath $Path)) { $Path = [WildcardPattern]::Unescape($Path) }
    $file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)

    # One table under two names has one lock, and a link stays one.
    if ($PSVersionTable.PSEdition -ne 'Desktop' -and ([System.IO.FileInfo] $file).LinkTarget) {
        $file = ([System.IO.FileInfo] $file).ResolveLinkTarget($true).FullName
    }

    # What takes no file's place: /dev/null, for one, would be a file from then on.
    $isUnix = $PSVersionTable.PSEdition -ne 'Desktop' -and -not $IsWindows
    if ($isUnix -and (Test-Path -LiteralPath $file) -and (Get-Item -LiteralPath $file -Force).UnixStat.ItemType -ne 'File') {
        throw "'$file' is a device, a pipe or a folder, and no file that can be replaced. It was not touched."
    }

    try { $lock = Invoke-WhenFree { [System.IO.File]::Open("$file.lock", 'OpenOrCreate', 'ReadWrite', 'None') } }
    catch [UnauthorizedAccessException] {
        throw "This user may not write the lock '$file.lock'; the events were not written. Run as the owner of the table and of its folder."
    }
    try {
        # Ids may differ in case alone.
        $rows, $changed = 1..2 | ForEach-Object { [System.Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal) }
        $known = @(if (Test-Path -LiteralPath $file) { Import-Csv -LiteralPath $file })

        # A first line without rows may be another file's, too: a made-up row shows its columns.
        $sample = $known | Select-Object -First 1
        if (-not $known -and (Test-Path -LiteralPath $file)) { $sample = @(Get-Content -LiteralPath $file) + 'x' | ConvertFrom-Csv }
        if ($sample) {
            $missing = $columns | Where-Object { -not $sample.PSObject.Properties[$_] }
            if ($missing) { throw "'$file' is no table of cards, since it has no column $($missing -join ', '). It was not touched." }
        }

        # Where two tables were put together, a card may be there twice: the newer row counts, in the place of the first.
        foreach ($row in $known) {
            $key = "$($row.Subject) $($row.Id)"
            if (-not $rows[$key] -or [string]::CompareOrdinal($row.EventTime, $rows[$key].EventTime) -ge 0) { $rows[$key] = $row }
        }
        foreach ($told in $events) {
            $id = if ($told.CardId) { $told.CardId } else { $told.PanAlias }
            if (-not $id) {
                Write-Warning "The event '$($told.Id)' ($($told.Event)) is about no card and no alias; it was left out."
                continue
            }

            $key = "$($told.Subject) $id"
            $row = $rows[$key]
            if (-not $row) {
                $row = [pscustomobject]@{
                    Subject = $told.Subject; Id = $id; Change = ''; Number = ''; Expiry = ''; EventTime = ''; EventIds = ''
                }
                $rows[$key] = $row
            }

            $seen = @($row.EventIds -split ' ' | Where-Object { $_ })
            if ($told.Id -and $told.Id -cin $seen) { continue }
            if ($told.Id) { $row.EventIds = (@($seen) + $told.Id | Select-Object -Last $keptIds) -join ' ' }

            # What has the same time as the enrolment came after it, in whatever order the two are told.
            $newer = if ($told.Timestamp) { [string]::CompareOrdinal($row.EventTime, $told.Timestamp) } else { -1 }
            if ($newer -gt 0 -or ($newer -eq 0 -and $told.Change -eq 'Enrolled')) {
                if (Clear-Outdated $row $told) { $changed[$key] = $row }
                continue
            }

            Merge-Event $row $told
            $row.Change = $told.Change
            if ($told.Timestamp) { $row.EventTime = $told.Timestamp }
            $changed[$key] = $row
        }

        # The new file has the rights of the old one, before it has a row: whoever may read the table stays the same.
        if ($isUnix -and (Test-Path -LiteralPath $file)) {
            [System.IO.File]::WriteAllText("$file.new", '')
            [System.IO.File]::SetUnixFileMode("$file.new", [System.IO.File]::GetUnixFileMode($file))
        }
        # Windows PowerShell needs -NoTypeInformation; PowerShell 7.7 warns of it.
        $rows.Values | Export-Csv -LiteralPath "$file.new" -NoTypeInformation -Encoding utf8 -WarningAction Ignore

        # Move-Item -Force would delete the old table first, and a job that is killed between the two would have none. On Windows a table
        # that is being read is not replaced.
        Invoke-WhenFree {
            if (Test-Path -LiteralPath $file) { [System.IO.File]::Replace("$file.new", $file, [NullString]::Value, $true) }
            else { [System.IO.File]::Move("$file.new", $file) }
        }
    }
    catch [System.IO.IOException], [UnauthorizedAccessException] {
        $why = $_.Exception.GetBaseException().Message
        throw "The table '$file' cannot be read or replaced; it is as it was, and the events were not written. $why"
    }
    finally {
        # Of a disk that was full, the half of a file.
        Remove-Item -LiteralPath "$file.new" -ErrorAction Ignore
        $lock.Dispose()
    }
    $changed.Values
}
