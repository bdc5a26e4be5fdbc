<#
.SYNOPSIS
    Enrols the cards of a file that comes every day under the same name. Safe to start again at any time.
.DESCRIPTION
    For a scheduled task, a CI job or a runbook. The journal stays beside the file: keep it where it outlives the job. A
    new file under the old name gets a new journal once the import of the old file is complete; the old journal, which
    has the card ids, is kept under its end time. Each start writes result, reject and report files of its own, whose
    names have its time (UTC); the last of them has all rows of the file.

    Rows that are unknown or that VGS has not decided about hold the next file up (JournalMismatch, nothing is sent):
    where others write the file, Import-CardInbox.ps1 is the better script.

    Exit status: 0 when every row is enrolled, else the sum of
      1   it could not go on; the error says why. Start it again
      2   rows failed at VGS. Start it again with -RetryFailed
      4   rows were rejected. Correct them in the file and start it again: only they are sent
      8   rows are unknown: their answer was lost. Look before you use -RetryUnknown
      16  VGS has not decided about some cards yet. Start it again later
.PARAMETER Path
    CSV with VGS's own columns: Name, CardNumber, ExpirationMonth, ExpirationYear.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.PARAMETER RetryFailed
    Send the rows again that failed at VGS.
.PARAMETER RetryUnknown
    Send the rows again whose answer was lost. Cards that were enrolled after all are enrolled twice then.
.OUTPUTS
    VgsCalm.VgsImportResult: the counts, and where the result, reject and report files are.
.EXAMPLE
    ./Import-NewCard.ps1 new-cards.csv -Credential (Get-Secret vgs-calm) -Connection @{ Environment = 'Live' }
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [hashtable] $Connection = @{},
    [switch] $RetryFailed,
    [switch] $RetryUnknown
)
$ErrorActionPreference = 'Stop'

$time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ')
$import = @{
    LiteralPath  = $Path
    Wait         = $true
    NewJournal   = $true
    ResultPath   = "$Path.$time.result.csv"
    RejectPath   = "$Path.$time.reject.csv"
    ReportPath   = "$Path.$time.report.html"
    RetryFailed  = $RetryFailed
    RetryUnknown = $RetryUnknown
}
Connect-VgsCalm -Credential $Credential @Connection
try { $result = Import-VgsCard @import }
finally { Disconnect-VgsCalm }

$result
$status = 0
if ($result.Failed) { $status += 2 }
if ($result.Rejected) { $status += 4 }
if ($result.Unknown) { $status += 8 }
if ($result.Enrolling) { $status += 16 }
exit $status
