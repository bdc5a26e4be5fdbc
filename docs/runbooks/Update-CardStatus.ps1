<#
.SYNOPSIS
    Asks for every enrolled card and gives those whose number, expiry, event or state has changed since the last time.
.DESCRIPTION
    For every night. The status file keeps what was seen last: id, reference, state, event, bin, last four digits and
    expiry. It is readable by its owner only. A card that cannot be read is an error, keeps its last row, and makes the
    exit status 2; 0 is all read, 1 is that it could not go on: the next run gives what this one gave.

    The file is replaced when all cards were asked for and all changes were given. Where the pipeline ends before (by an
    error, Select-Object -First, Ctrl+C), it stays as it was, and the next run gives the same changes again: so let an
    error end what takes them, and let it do no harm to do a change twice.

    Take the changes one by one, in ForEach-Object, as the second example does. A variable, Sort-Object, Export-Csv, and
    Get-VgsCard itself, which asks for several cards at once, pass them on when the file is replaced already: what fails
    then is not given again, unless you put back a copy of the status file.

    Two runs at once are harmless: both give the changes. A status file that is a symbolic link stays one. A container
    needs the folder of the status file: a file that is mounted by itself cannot be replaced.

    A new number is given as its last four digits. The whole number is RevealNumber() of the card, as in the second
    example.
.PARAMETER Path
    The result files of Import-VgsCard, or any CSV with a column Id, and Reference where you have one: names, or
    patterns such as 'done/*.result.csv'. A file of that very name goes before a pattern. Of Import-CardInbox.ps1 give
    both folders: a file with a rejected row stays open, and its other cards are enrolled.
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
    $results = 'open/*.result.csv', 'done/*.result.csv'
    ./Update-CardStatus.ps1 $results -StatusPath status.csv -Credential (Get-Secret vgs-calm)
.EXAMPLE
    Connect-VgsCalm -Credential $credential
    ./Update-CardStatus.ps1 result.csv -StatusPath status.csv -Credential $credential |
        Where-Object Event -EQ au_card.updated |
        ForEach-Object {
            $card = $_ | Get-VgsCard -ErrorAction Stop
            $expiry = $card.ExpMonth, $card.ExpYear
            Set-CardOnFile -Customer $card.Reference -Number $card.RevealNumber() -Expiry $expiry -ErrorAction Stop
        }

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

# A file of that very name, else what PowerShell finds: brackets as Tab completes them, or wildcards, which may fit nothing tonight.
function Find-File([string] $Name) {
    if (Test-Path -LiteralPath $Name) { return $Name }
    $folder = Split-Path $Name
    if ($folder -and -not (Test-Path $folder)) { throw "There is no folder '$folder'. Nothing was done." }
    Convert-Path $Name
}

# Another file given by mistake is neither passed over in silence nor written over.
function Read-Table([string] $File, [string[]] $Column, [string] $What) {
    $rows = @(Import-Csv -LiteralPath $File)

    # A first line without rows may be another file's, too: a made-up row shows its columns.
    $sample = if ($rows) { $rows[0] } else { @(Get-Content -LiteralPath $File) + 'x' | ConvertFrom-Csv }
    $missing = if ($sample) { $Column | Where-Object { -not $sample.PSObject.Properties[$_] } }
    if ($missing) { throw "'$File' is no $What with commas, since it has no column $($missing -join ', '). Nothing was done." }
    $rows
}

if (-not (Test-Path -LiteralPath $StatusPath)) { $StatusPath = [WildcardPattern]::Unescape($StatusPath) }
$StatusPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($StatusPath)
if ($PSVersionTable.PSEdition -ne 'Desktop' -and ([IO.FileInfo] $StatusPath).LinkTarget) {
    $StatusPath = ([IO.FileInfo] $StatusPath).ResolveLinkTarget($true).FullName
}

# What takes no file's place: /dev/null, for one, would be a file from then on.
$isUnix = $PSVersionTable.PSEdition -ne 'Desktop' -and -not $IsWindows
if ($isUnix -and (Test-Path -LiteralPath $StatusPath) -and (Get-Item -LiteralPath $StatusPath -Force).UnixStat.ItemType -ne 'File') {
    throw "'$StatusPath' is a device, a pipe or a folder, and no file that can be replaced. Nothing was done."
}

# Ids may differ in case alone.
$known = [System.Collections.Hashtable]::new([StringComparer]::Ordinal)
$references = [System.Collections.Hashtable]::new([StringComparer]::Ordinal)
if (Test-Path -LiteralPath $StatusPath) {
    Read-Table $StatusPath Id, State, Event, Bin, Last4, Exp 'status file' | ForEach-Object { $known[$_.Id] = $_ }
}
$files = @($Path | ForEach-Object { Find-File $_ })
if (-not $files) { throw "No file fits '$($Path -join "', '")'. Nothing was done." }
$files | ForEach-Object { Read-Table $_ Id 'file of card ids' } |
    Select-Object Id, Reference | Where-Object Id | ForEach-Object { $references[$_.Id] = $_.Reference }

# Where the file cannot be written, VGS need not be asked. Its name is this run's own: none takes another's half of a file.
$new = "$StatusPath.$(New-Guid).new"
New-OwnerOnlyFile $new
Remove-Item -LiteralPath $new

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
    if (-not $before -or ('State', 'Event', 'Bin', 'Last4', 'Exp' | Where-Object { "$($before.$_)" -cne "$($now.$_)" })) {
        $now | Select-Object *,
            @{ n = 'OldLast4'; e = { if ($before) { $before.Last4 } } },
            @{ n = 'OldExp'; e = { if ($before) { $before.Exp } } },
            @{ n = 'OldEvent'; e = { if ($before) { $before.Event } } }
    }
    $known[$card.Id] = $now
}

# Given first and known afterwards: where what takes them fails, they are given again the next time.
$changed
try {
    New-OwnerOnlyFile $new
    # Windows PowerShell needs -NoTypeInformation; PowerShell 7.7 warns of it.
    $known.Values | Sort-Object Id | Export-Csv -LiteralPath $new -NoTypeInformation -WarningAction Ignore

    # Move-Item -Force would delete the old file first, and a job that is killed between the two would have none.
    if (Test-Path -LiteralPath $StatusPath) { [IO.File]::Replace($new, $StatusPath, [NullString]::Value, $true) }
    else { [IO.File]::Move($new, $StatusPath) }
}
catch {
    $why = $_.Exception.GetBaseException().Message
    throw "The status file '$StatusPath' cannot be written; the next run gives the same changes again. $why"
}
finally { Remove-Item -LiteralPath $new -ErrorAction Ignore }
exit $(if ($unread) { 2 } else { 0 })
