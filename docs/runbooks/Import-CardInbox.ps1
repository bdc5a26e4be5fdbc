<#
.SYNOPSIS
    Works off a folder: takes each card file out of it, enrols it, and moves the files that are done to another folder.
.DESCRIPTION
    A file is taken out of the inbox at once, into the folder of open files, under a name that begins with the time. So
    the next file may have the same name, and waits for no other. A card file whose name ends as those of results do,
    such as cards.result.csv, becomes cards.result.cards.csv. There it is enrolled, with its journal beside it. When
    all of its rows are enrolled, the file goes to the folder of those that are done, together with its journal, result
    and report. A file with any other row stays open, and each run goes on with it: correct rejected rows in it, or give
    -RetryFailed or -RetryUnknown. What is wrong with one file keeps no other from being enrolled.

    Each file is an import of its own. One that is delivered a second time is not known, and all of its cards are enrolled
    again: where that may happen, Import-NewCard.ps1 is the better script, which refuses it.

    The three folders are on one disk that outlives the job. Put files into the inbox by renaming: write new.csv.part,
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

# What ends in .result.csv or .reject.csv is the script's own from here on, so no card file is taken under such a name.
$time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ', [cultureinfo]::InvariantCulture)
Get-ChildItem -LiteralPath $Inbox -File | Where-Object Extension -EQ .csv | ForEach-Object {
    $name = $_.Name -replace '\.(result|reject)\.csv$', '.$1.cards.csv'
    Move-Item -LiteralPath $_.FullName (Join-Path $Open "$time-$name")
}

# One with neither a card file nor a journal beside it is a card file, taken by an earlier version of this script, which did not rename.
function Test-Output([string] $Path) {
    $of = $Path -replace '\.(result|reject)\.csv$'
    $of -ne $Path -and ((Test-Path -LiteralPath $of) -or (Test-Path -LiteralPath "$of.journal.jsonl"))
}
$files = @(Get-ChildItem -LiteralPath $Open -File | Where-Object Extension -EQ .csv | Where-Object { -not (Test-Output $_.FullName) } |
        Sort-Object Name)
$stopped = $failed = $rejected = $unknown = $enrolling = $false

$own = $Connection.Clone()
$own.Name = "Import-CardInbox $(New-Guid)"
$own.PassThru = $true
$session = Connect-VgsCalm -Credential $Credential @own
try {
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
            Write-Error $_ -ErrorAction Continue
            $stopped = $true
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

        # The journal goes last: interrupted here, the next run finds no card file, or one whose journal says that nothing is to be sent.
        foreach ($part in "$path.result.csv", "$path.reject.csv", "$path.report.html", $path, "$path.journal.jsonl") {
            if (Test-Path -LiteralPath $part) { Move-Item -LiteralPath $part $Done }
        }
    }
}
finally { Disconnect-VgsCalm -Session $session }

exit 1 * $stopped + 2 * $failed + 4 * $rejected + 8 * $unknown + 16 * $enrolling
