<#
.SYNOPSIS
    Enrols the cards of a file. Safe to start again: it goes on where it stopped.
.DESCRIPTION
    For a scheduled task, a CI job or a runbook. Exit status 0: every row has its outcome. 2: some rows are unknown or rejected, and
    the reject file says which and why. 1: it could not go on; started again, it will.
.PARAMETER Path
    CSV with VGS's own columns: Name, CardNumber, ExpirationMonth, ExpirationYear.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.EXAMPLE
    ./Import-NewCard.ps1 new-cards.csv -Credential (Get-Secret vgs-calm) -Connection @{ Environment = 'Live' }
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [hashtable] $Connection = @{}
)
$ErrorActionPreference = 'Stop'

Connect-VgsCalm -Credential $Credential @Connection
try {
    $result = Import-VgsCard $Path -Wait -ResultPath "$Path.result.csv" -RejectPath "$Path.reject.csv" -ReportPath "$Path.report.html"
}
finally { Disconnect-VgsCalm }

$result
if ($result.Unknown -or $result.Rejected) { exit 2 }
