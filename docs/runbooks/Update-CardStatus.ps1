<#
.SYNOPSIS
    Asks for every enrolled card and gives those whose number, expiry, event or state has changed since the last time.
.DESCRIPTION
    For every night. The status file keeps what was seen last: id, reference, state, event, bin, last four digits and
    expiry. It is readable by its owner only. A card that cannot be read is an error, keeps its last row, and makes the
    exit status 2; 0 is all read, 1 is nothing done.

    The file is replaced when all cards were asked for and all changes were given. Where the pipeline ends before (by an
    error, Select-Object -First, Ctrl+C), it stays as it was, and the next run gives the same changes again: so let an
    error end what takes them, and let it do no harm to do a change twice.

    A new number is given as its last four digits. The whole number is RevealNumber() of the card, as in the second
    example.
.PARAMETER Path
    The result files of Import-VgsCard, or any CSV with a column Id, and Reference where you have one: names, or
    patterns such as 'done/*.result.csv'. A file of that very name goes before a pattern.
.PARAMETER StatusPath
    What was known last time; made when it does not exist.
.PARAMETER Credential
    The service account.
.PARAMETER Connection
    Further parameters of Connect-VgsCalm, such as @{ Environment = 'Live' }. The session is the script's own: a Name is
    not taken, and the sessions that are open stay open.
.OUTPUTS
    One object for each card that changed: Id, Reference, State, Event, Bin, Last4, Exp, and OldLast4, OldExp, OldEvent
    as they were.
.EXAMPLE
    ./Update-CardStatus.ps1 'done/*.result.csv' -StatusPath status.csv -Credential (Get-Secret vgs-calm)
.EXAMPLE
    Connect-VgsCalm -Credential $credential
    ./Update-CardStatus.ps1 result.csv -StatusPath status.csv -Credential $credential |
        Where-Object Event -EQ au_card.updated |
        Get-VgsCard -ErrorAction Stop |
        ForEach-Object { Set-CardOnFile -Customer $_.Reference -Number $_.RevealNumber() -Expiry $_.ExpMonth, $_.ExpYear }

    Set-CardOnFile stands for your own system. Get-VgsCard uses the session that you opened: the script's own is closed
    before it gives anything.
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string[]] $Path,
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

# A file of that very name, else what PowerShell finds: brackets as Tab completes them, or wildcards.
function Find-File([string] $Name) {
    $found = if (Test-Path -LiteralPath $Name) { $Name } else { Convert-Path $Name }
    if (-not $found) { throw "No file fits '$Name'." }
    $found
}

if (-not (Test-Path -LiteralPath $StatusPath)) { $StatusPath = [WildcardPattern]::Unescape($StatusPath) }
$StatusPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatusPath)
$known = @{}
if (Test-Path -LiteralPath $StatusPath) { Import-Csv -LiteralPath $StatusPath | ForEach-Object { $known[$_.Id] = $_ } }
$references = @{}
$files = $Path | ForEach-Object { Find-File $_ }
Import-Csv -LiteralPath $files | Select-Object Id, Reference | Where-Object Id | ForEach-Object { $references[$_.Id] = $_.Reference }

# Where the file cannot be written, VGS need not be asked.
New-OwnerOnlyFile "$StatusPath.new"
Remove-Item -LiteralPath "$StatusPath.new"

$own = $Connection.Clone()
$own.Name = "Update-CardStatus $(New-Guid)"
$own.PassThru = $true
$session = Connect-VgsCalm -Credential $Credential @own
$look = @{ Session = $session; ThrottleLimit = 32; ErrorAction = 'Continue'; ErrorVariable = 'unread' }
try { $cards = @($references.Keys | Sort-Object | Get-VgsCard @look) }
finally { Disconnect-VgsCalm -Session $session }

$changed = foreach ($card in $cards) {
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
            @{ n = 'OldLast4'; e = { if ($before) { $before.Last4 } } },
            @{ n = 'OldExp'; e = { if ($before) { $before.Exp } } },
            @{ n = 'OldEvent'; e = { if ($before) { $before.Event } } }
    }
    $known[$card.Id] = $now
}

# Given first and known afterwards: where what takes them fails, they are given again the next time.
$changed
New-OwnerOnlyFile "$StatusPath.new"
$known.Values | Sort-Object Id | Export-Csv -LiteralPath "$StatusPath.new" -NoTypeInformation
Move-Item -LiteralPath "$StatusPath.new" $StatusPath -Force
exit $(if ($unread) { 2 } else { 0 })
