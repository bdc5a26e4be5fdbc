<#
.SYNOPSIS
    Looks at every enrolled card and writes down those whose number, expiry or state has changed since the last time.
.DESCRIPTION
    For every night. The status file keeps id, state, event, last four digits and expiry of each card; it is replaced only when all cards were
    looked at. A card that cannot be read is an error, keeps its last known row, and makes the exit status 2.
.PARAMETER Path
    The result file of Import-VgsCard, or any CSV with a column Id.
.PARAMETER StatusPath
    What was known last time; made when it does not exist.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.OUTPUTS
    One object for each card that changed: Id, State, Event, Last4, ExpMonth, ExpYear.
.EXAMPLE
    ./Update-CardStatus.ps1 result.csv -StatusPath status.csv -Credential (Get-Secret vgs-calm) | Export-Csv "changes-$(Get-Date -Format yyyy-MM-dd).csv"
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [Parameter(Mandatory)] [string] $StatusPath,
    [Parameter(Mandatory)] [pscredential] $Credential,
    [hashtable] $Connection = @{}
)
$ErrorActionPreference = 'Stop'
$fields = 'Id', 'State', 'Event', 'Last4', 'ExpMonth', 'ExpYear'

$known = @{}
if (Test-Path $StatusPath) { Import-Csv $StatusPath | ForEach-Object { $known[$_.Id] = $_ } }

Connect-VgsCalm -Credential $Credential @Connection
try {
    $cards = @(Import-Csv $Path | Where-Object Id | Get-VgsCard -ThrottleLimit 32 -ErrorAction Continue -ErrorVariable unread | Select-Object $fields)
}
finally { Disconnect-VgsCalm }

foreach ($card in $cards) {
    $before = $known[$card.Id]
    if (-not $before -or ($fields | Where-Object { "$($before.$_)" -ne "$($card.$_)" })) { $card }
    $known[$card.Id] = $card
}

$known.Values | Sort-Object Id | Export-Csv "$StatusPath.new" -NoTypeInformation
Move-Item "$StatusPath.new" $StatusPath -Force
if ($unread) { exit 2 }
