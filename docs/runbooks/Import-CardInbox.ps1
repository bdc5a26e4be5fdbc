<#
.SYNOPSIS
    Works off a folder: takes each card file out of it, enrols it, and moves the files that are done to another folder.
.DESCRIPTION
    A file is taken out of the inbox at once, into the folder of open files, under a name that begins with the time. So
    the next file may have the same name, and waits for no other. A card file whose name ends as those of results do,
    such as cards.result.csv, becomes cards.result.cards.csv. There it is enrolled, with its journal beside it. When
    all of its rows are enrolled, the file goes to the folder of those that are done, together with its journal, result
    and report. A file with any other row stays open, and each run goes on with it: correct rejected rows in it, or give
    -RetryFailed or -RetryUnknown. What is wrong with one file, also where it cannot be moved, keeps no other from being
    enrolled. Where what became of a row is final, as of a brand that VGS does not support, the file would stay open and
    the exit status tell of it for ever: while no run works, move all files whose names begin with its name (TIME-NAME*)
    to the folder of those that are done.

    Each file is an import of its own. One that is delivered a second time is not known, and all of its cards are enrolled
    again: where that may happen, Import-NewCard.ps1 is the better script, which refuses it.

    One run works at a time: a second one sends nothing, says so, and ends with 1.

    The three are folders of their own, on one disk that outlives the job. Put files into the inbox by renaming: write new.csv.part,
    rename it to new.csv. Delete card files from the last folder as soon as you may: they have whole card numbers.

    Exit status: as Import-NewCard.ps1, over all files.
.PARAMETER Inbox
    The folder that card files come into, *.csv in any case.
.PARAMETER Open
    Where files are while they are worked on. Made when it does not exist.
.PARAMETER Done
    Where files go that are done. Made when it does not exist.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }. The session is the script's own: a Name is
    not taken, and the sessions that are open stay open.
.PARAMETER RetryFailed
    Send the rows again that failed at VGS.
.PARAMETER RetryUnknown
    Send the rows again whose answer was lost. Cards that were enrolled after all are enrolled twice then.
.OUTPUTS
    VgsCalm.VgsImportResult for each file.
.EXAMPLE
    ./Import-CardInbox.ps1 ./inbox ./open ./done -Credential (Get-Secret vgs-calm) -Connection @{ Environment = 'Live' }
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Inbox,
    [Parameter(Mandatory, Position = 1)] [string] $Open,
    [Parameter(Mandatory, Position = 2)] [string] $Done,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [hashtable] $Connection = @{},
    [switch] $RetryFailed,
    [switch] $RetryUnknown
)
$ErrorActionPreference = 'Stop'

# Brackets may be given as Tab completes them.
$Inbox, $Open, $Done = foreach ($folder in $Inbox, $Open, $Done) {
    if (Test-Path -LiteralPath $folder) { $folder } else { [WildcardPattern]::Unescape($folder) }
}
$null = New-Item $Open, $Done -ItemType Directory -Force

# Under whatever names: what was taken out of the inbox would come into it again, without its journal.
function Test-SameFolder([string] $One, [string] $Other) {
    $mark = ".$(New-Guid)"
    $null = New-Item (Join-Path $One $mark)
    try { Test-Path -LiteralPath (Join-Path $Other $mark) } finally { Remove-Item -LiteralPath (Join-Path $One $mark) -Force }
}
if ((Test-SameFolder $Open $Inbox) -or (Test-SameFolder $Done $Inbox) -or (Test-SameFolder $Open $Done)) {
    throw "'$Inbox', '$Open' and '$Done' are not three folders, and what comes into the inbox again is enrolled again. Nothing was done."
}

$stopped = $failed = $rejected = $unknown = $enrolling = $false

# What is wrong with one file; the others go on.
function Write-FileError($Problem) {
    Write-Error $Problem -ErrorAction Continue
    $script:stopped = $true
}

# What ends in .result.csv or .reject.csv is the script's own from here on, so no card file is taken under such a name.
$time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ', [cultureinfo]::InvariantCulture)
Get-ChildItem -LiteralPath $Inbox -File | Where-Object Extension -EQ .csv | ForEach-Object {
    $name = $_.Name -replace '\.(result|reject)\.csv$', '.$1.cards.csv'
    $taken = Join-Path $Open "$time-$name"
    $from = $_.FullName
    try { Move-Item -LiteralPath $from $taken } catch { Write-FileError "'$from' cannot be moved to '$Open', and stays: $_" }
}

# One with neither a card file nor a journal beside it is a card file, taken by an earlier version of this script, which did not rename.
function Test-Output([string] $Path) {
    $of = $Path -replace '\.(result|reject)\.csv$'
    $of -ne $Path -and ((Test-Path -LiteralPath $of) -or (Test-Path -LiteralPath "$of.journal.jsonl"))
}

$own = $Connection.Clone()
$own.Name = "Import-CardInbox $(New-Guid)"
$own.PassThru = $true
$session = Connect-VgsCalm -Credential $Credential @own
$lock = $null
try {
    # A second run that opens a card file just when this one moves it away with its journal would find none, and send all of it.
    $lockFile = Join-Path (Convert-Path -LiteralPath $Open) .import-cardinbox.lock
    try { $lock = [IO.File]::Open($lockFile, 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [IO.IOException] { throw "Another run works on '$Open', or its lock cannot be made; no card was sent. $($_.Exception.Message)" }
    catch [UnauthorizedAccessException] {
        throw "This user may not write the lock '$lockFile'; no card was sent. Run as the owner of '$Open' and of the files in it."
    }

    # Where a run ended between a card file and its journal, the journal follows.
    Get-ChildItem -LiteralPath $Open -Filter *.journal.jsonl | ForEach-Object {
        $of = $_.Name -replace '\.journal\.jsonl$'
        $isLeft = -not (Test-Path -LiteralPath (Join-Path $Open $of)) -and (Test-Path -LiteralPath (Join-Path $Done $of))
        $from = $_.FullName
        if ($isLeft) { try { Move-Item -LiteralPath $from $Done } catch { Write-FileError "'$from' cannot be moved to '$Done': $_" } }
    }

    $files = @(Get-ChildItem -LiteralPath $Open -File | Where-Object Extension -EQ .csv | Where-Object { -not (Test-Output $_.FullName) } |
            Sort-Object Name)
    foreach ($file in $files) {
        $path = $file.FullName
        $import = @{
            LiteralPath  = $path
            Session      = $session
            Wait         = $true
            ResultPath   = "$path.result.csv"
            RejectPath   = "$path.reject.csv"
            ReportPath   = "$path.report.html"
            RetryFailed  = $RetryFailed
            RetryUnknown = $RetryUnknown
        }
        try { $result = Import-VgsCard @import }
        catch {
            Write-FileError $_
            continue
        }

        $result
        if ($result.Enrolled -lt $result.Total) {
            $failed = $failed -or $result.Failed
            $rejected = $rejected -or $result.Rejected
            $unknown = $unknown -or $result.Unknown
            $enrolling = $enrolling -or $result.Enrolling
            continue
        }

        # The card file goes before its journal, so that it is never here without: what has no journal is sent. Outputs that an
        # interrupted run has moved before are written over, and only theirs, since the card file is not there yet.
        try {
            if (Test-Path -LiteralPath (Join-Path $Done $file.Name)) { throw 'A file of that name is there.' }
            foreach ($part in "$path.result.csv", "$path.reject.csv", "$path.report.html") {
                if (Test-Path -LiteralPath $part) { Move-Item -LiteralPath $part $Done -Force }
            }
            foreach ($part in $path, "$path.journal.jsonl") {
                if (Test-Path -LiteralPath $part) { Move-Item -LiteralPath $part $Done }
            }
        }
        catch { Write-FileError "All of '$path' is enrolled, but it cannot be moved to '$Done', and stays open: $_" }
    }
}
finally {
    Disconnect-VgsCalm -Session $session
    if ($lock) { $lock.Dispose() }
}

exit 1 * $stopped + 2 * $failed + 4 * $rejected + 8 * $unknown + 16 * $enrolling
