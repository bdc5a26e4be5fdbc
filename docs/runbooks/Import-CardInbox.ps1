<#
.SYNOPSIS
    Works off a folder: enrols each card file in it, and moves the files that are done to another folder.
.DESCRIPTION
    Files are taken by name. A file whose rows are all enrolled goes to the other folder, together with its journal, result and report, each
    under a name that begins with the time. A file with any other row stays, with its journal, and is gone on with at the next run: correct
    rejected rows in it, or give -RetryFailed. What is wrong with one file keeps no other from being enrolled.

    Put files into the folder by renaming: write new.csv.part, rename it to new.csv. Delete card files from the second folder as soon as you
    may: they have whole card numbers.

    Exit status: as Import-NewCard.ps1, over all files.
.PARAMETER Inbox
    The folder with card files, *.csv.
.PARAMETER Done
    Where files go that are done; on the same disk. Made when it does not exist.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.PARAMETER RetryFailed
    Send the rows again that failed at VGS.
.OUTPUTS
    VgsCalm.VgsImportResult for each file.
.EXAMPLE
    ./Import-CardInbox.ps1 ./inbox ./done -Credential (Get-Secret vgs-calm) -Connection @{ Environment = 'Live' }
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Inbox,
    [Parameter(Mandatory, Position = 1)] [string] $Done,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [hashtable] $Connection = @{},
    [switch] $RetryFailed
)
$ErrorActionPreference = 'Stop'

$null = New-Item $Done -ItemType Directory -Force
$files = @(Get-ChildItem -LiteralPath $Inbox -Filter *.csv -File | Where-Object Name -NotMatch '\.(result|reject)\.csv$' | Sort-Object Name)
$stopped = $failed = $rejected = $unknown = $enrolling = $false

Connect-VgsCalm -Credential $Credential @Connection
try {
    foreach ($file in $files) {
        $path = $file.FullName
        $import = @{
            LiteralPath = $path
            Wait        = $true
            NewJournal  = $true
            ResultPath  = "$path.result.csv"
            RejectPath  = "$path.reject.csv"
            ReportPath  = "$path.report.html"
            RetryFailed = $RetryFailed
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

        # The journal goes last: interrupted here, the next run finds the journal of an import that is complete, and no file to send again.
        $time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ')
        foreach ($part in "$path.result.csv", "$path.reject.csv", "$path.report.html", $path, "$path.journal.jsonl") {
            if (Test-Path -LiteralPath $part) { Move-Item -LiteralPath $part (Join-Path $Done "$time-$(Split-Path $part -Leaf)") }
        }
    }
}
finally { Disconnect-VgsCalm }

$status = 1 * $stopped + 2 * $failed + 4 * $rejected + 8 * $unknown + 16 * $enrolling
if ($status) { exit $status }
