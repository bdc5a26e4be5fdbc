<#
.SYNOPSIS
    Enrols the cards of a file that comes every day under the same name. Safe to start again at any time.
.DESCRIPTION
    For a scheduled task, a CI job or a runbook. The journal stays beside the file: keep it where it outlives the job. A
    new file under the old name gets a new journal once the import of the old file is complete; the old journal, which
    has the card ids, is kept under its end time. Each start writes result, reject and report files of its own, whose
    names have its time (UTC); the last of them has all rows of the file.

    Rows that are unknown or that VGS has not decided about hold the next file up (JournalMismatch, nothing is sent):
    where others write the file, and deliver none twice, Import-CardInbox.ps1 is the better script. This one refuses a
    file of the last nights that is delivered again.

    Exit status: 0 when every row is enrolled, else the sum of
      1   it could not go on; the error says why. Start it again
      2   rows failed at VGS. Start it again with -RetryFailed
      4   rows were rejected. Correct them in the file and start it again: only they are sent
      8   rows are unknown: their answer was lost. Look before you use -RetryUnknown
      16  VGS has not decided about some cards yet. Start it again later
.PARAMETER Path
    CSV with VGS's own columns: Name, CardNumber, ExpirationMonth, ExpirationYear. One file: of that very name, or the
    one that fits the pattern, this script's own results left out.
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

# The file of that very name, else the one that PowerShell finds: brackets as Tab completes them, or a wildcard, which the results of
# earlier runs may fit, too.
$ours = '\.[0-9]{8}T[0-9]{9}Z\.(result|reject)\.csv$'
$file = if (Test-Path -LiteralPath $Path) { $Path } else { Convert-Path $Path | Where-Object { $_ -notmatch $ours } }
if (@($file).Count -ne 1) { throw "One file of cards is taken, and $(@($file).Count) fit '$Path'." }

$time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssfffZ', [cultureinfo]::InvariantCulture)
$import = @{
    LiteralPath  = $file
    Wait         = $true
    NewJournal   = $true
    ResultPath   = "$file.$time.result.csv"
    RejectPath   = "$file.$time.reject.csv"
    ReportPath   = "$file.$time.report.html"
    RetryFailed  = $RetryFailed
    RetryUnknown = $RetryUnknown
}

$own = $Connection.Clone()
$own.Name = "Import-NewCard $(New-Guid)"
$own.PassThru = $true
$session = Connect-VgsCalm -Credential $Credential @own
try { $result = Import-VgsCard @import -Session $session }
finally { Disconnect-VgsCalm -Session $session }

$result
$status = 0
if ($result.Failed) { $status += 2 }
if ($result.Rejected) { $status += 4 }
if ($result.Unknown) { $status += 8 }
if ($result.Enrolling) { $status += 16 }
exit $status
