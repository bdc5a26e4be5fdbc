<#
.SYNOPSIS
    Asks for every enrolled card and gives those whose number, expiry, event or state has changed since the last time.
.DESCRIPTION
    For every night. The status file keeps what was seen last: id, reference, state, event, bin, last four digits and
    expiry. It is readable by its owner only, and replaced when all cards were asked for. A card that cannot be read is
    an error, keeps its last row, and makes the exit status 2; 0 is all read, 1 is nothing done.

    A new number is given as its last four digits. The whole number is RevealNumber() of the card, as in the second
    example.
.PARAMETER Path
    The result files of Import-VgsCard (wildcards), or any CSV with a column Id, and Reference where you have one.
.PARAMETER StatusPath
    What was known last time; made when it does not exist.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }.
.OUTPUTS
    One object for each card that changed: Id, Reference, State, Event, Bin, Last4, Exp, and OldLast4, OldExp, OldEvent
    as they were.
.EXAMPLE
    ./Update-CardStatus.ps1 'done/*.result.csv' -StatusPath status.csv -Credential (Get-Secret vgs-calm)
.EXAMPLE
    ./Update-CardStatus.ps1 result.csv -StatusPath status.csv -Credential $credential | Where-Object Event -EQ
    au_card.updated |
        Get-VgsCard | ForEach-Object { Set-CardOnFile -Customer $_.Reference -Number $_.RevealNumber() -Expiry $_.ExpMonth, $_.ExpYear }

    Set-CardOnFile stands for your own system. Connect before: the script closes the session that it opens.
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

function New-OwnerOnlyFile([string] $File) {
    Remove-Item -LiteralPath $File -ErrorAction Ignore
    if ($PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows) {
        $null = New-Item -Path $File -ItemType File
        $null = icacls $File /inheritance:r /grant:r "$([Security.Principal.WindowsIdentity]::GetCurrent().Name):F"
        if ($LASTEXITCODE) { throw "'$File' could not be made readable by its owner only." }
        return
    }
    $options = [IO.FileStreamOptions]@{ Mode = 'CreateNew'; Access = 'Write'; UnixCreateMode = 'UserRead, UserWrite' }
    [IO.FileStream]::new($File, $options).Dispose()
}

$StatusPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatusPath)
$known = @{}
if (Test-Path -LiteralPath $StatusPath) { Import-Csv -LiteralPath $StatusPath | ForEach-Object { $known[$_.Id] = $_ } }
$rows = @(Import-Csv $Path | Where-Object Id)
$references = @{}
$rows | ForEach-Object { $references[$_.Id] = $_.Reference }

Connect-VgsCalm -Credential $Credential @Connection
try { $cards = @($references.Keys | Sort-Object | Get-VgsCard -ThrottleLimit 32 -ErrorAction Continue -ErrorVariable unread) }
finally { Disconnect-VgsCalm }

foreach ($card in $cards) {
    $now = [pscustomobject]@{
        Id        = $card.Id
        Reference = $references[$card.Id]
        State     = $card.State
        Event     = $card.Event
        Bin       = $card.Bin
        Last4     = $card.Last4
        Exp       = if ($card.ExpMonth) { '{0:00}/{1:00}' -f $card.ExpMonth, $card.ExpYear }
    }
    $before = $known[$card.Id]
    if (-not $before -or ('State', 'Event', 'Last4', 'Exp' | Where-Object { "$($before.$_)" -cne "$($now.$_)" })) {
        $now | Select-Object *,
            @{ n = 'OldLast4'; e = { $before.Last4 } },
            @{ n = 'OldExp'; e = { $before.Exp } },
            @{ n = 'OldEvent'; e = { $before.Event } }
    }
    $known[$card.Id] = $now
}

New-OwnerOnlyFile "$StatusPath.new"
$known.Values | Sort-Object Id | Export-Csv -LiteralPath "$StatusPath.new" -NoTypeInformation
Move-Item -LiteralPath "$StatusPath.new" $StatusPath -Force
exit $(if ($unread) { 2 } else { 0 })
