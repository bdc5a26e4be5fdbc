<#
.SYNOPSIS
The whole flow of VgsCalm: make a service account for a vault, enrol a file of cards with it, revoke it.

.DESCRIPTION
Shows each step, and gives one object a step in the end: what was expected, what was seen, whether that is well.
Exit status 0 when all of it is, 1 otherwise. The administrator's client id and secret come from the
environment: VGS_CLIENT_ID and VGS_CLIENT_SECRET.

.PARAMETER CsvPath
Cards in VGS's column layout: Name, CardNumber, ExpirationMonth, ExpirationYear. Default: cards.csv beside the script.
.PARAMETER OrganizationId
The organization (AC...) that the service account is made in.
.PARAMETER VaultId
The vault (tnt...) that it is made for.
.PARAMETER Emulator
Address of a VGS emulator. Without it, the script talks to VGS's sandbox.
.PARAMETER TokenLifetime
How long the server's tokens live, in seconds.
.PARAMETER PollFor
How long to go on calling the API, in seconds: the tokens that expire meanwhile are not to be noticed.

.EXAMPLE
dotnet run --project demo

Starts an emulator and runs this script against it; nothing else is needed.
.EXAMPLE
dotnet run --project src/VgsCalm.Emulator -- --port 8123 --token-lifetime 3

In one window; it prints a line for the administrator that sets VGS_CLIENT_ID and VGS_CLIENT_SECRET.
Then, in another one, after that line:

Import-Module ./out/VgsCalm/0.1.0/VgsCalm.psd1
./demo/Quickstart.ps1 -Emulator http://127.0.0.1:8123 -TokenLifetime 3
.EXAMPLE
./demo/Quickstart.ps1 -OrganizationId ACxyz -VaultId tntabc123 -CsvPath test-cards.csv

Against VGS's sandbox, with an administrator of your own organization.
#>
#Requires -Version 5.1
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [string] $CsvPath,
    [string] $OrganizationId = 'ACemulator',
    [string] $VaultId = 'tntemulator',
    [string] $Emulator,
    [ValidateRange(1, 86400)] [int] $TokenLifetime = 300,
    [ValidateRange(1, 86400)] [int] $PollFor = 10
)
$ErrorActionPreference = 'Stop'

# One object for each step, handed out at the end.
$steps = [System.Collections.Generic.List[object]]::new()
function Add-Step([string] $Step, $Expected, $Seen, [bool] $Ok) {
    $steps.Add([pscustomobject]@{ Step = $Step; Expected = $Expected; Seen = $Seen; Ok = $Ok })
}

function Write-Line([string] $Text) { $Host.UI.WriteLine($Text) }
function Write-Title([string] $Text) { Write-Line "$($PSStyle.Bold)$Text$($PSStyle.Reset)" }

# An error of the module: what happened to what, the service's own code, and the text that says what to do next.
function Write-Failure($Record) {
    Write-Line ('  {0}: {1} ({2})' -f $Record.TargetObject, $Record.Exception.Id, $Record.Exception.Code)
    Write-Line ([regex]::Replace($Record.ErrorDetails.Message, '(.{1,94})(?:\s+|$)', "    `$1`n"))
}

# With Import-Csv at hand, 'Import-Csv cards.csv | New-VgsCard' is all it takes. This one needs the language only,
# and adds the line as -Reference: errors then name it, and VGS never gets it.
function Read-CardFile([string] $Path) {
    $field = [regex] '\G(?:"((?:[^"]|"")*)"|([^",]*))(,|\z)'
    $columns = $null
    $number = 0
    foreach ($line in [System.IO.File]::ReadLines($Path)) {
        $number++
        if (-not $line.Trim()) { continue }
        $values = [System.Collections.Generic.List[string]]::new()
        for ($found = $field.Match($line); $found.Success; $found = $found.NextMatch()) {
            $values.Add($(if ($found.Groups[1].Success) { $found.Groups[1].Value.Replace('""', '"') } else { $found.Groups[2].Value }))
            if ($found.Groups[3].Length -eq 0) { break }
        }
        if (-not $found.Success) { throw "$Path, line ${number}: a quotation mark is out of place." }
        if ($columns) {
            $row = @{ Reference = "line $number" }
            for ($i = 0; $i -lt $columns.Count -and $i -lt $values.Count; $i++) { $row[$columns[$i].Trim()] = $values[$i] }
            [pscustomobject]@{ Reference = $row.Reference; Name = $row.Name; CardNumber = $row.CardNumber; ExpirationMonth = $row.ExpirationMonth; ExpirationYear = $row.ExpirationYear }
            continue
        }
        $columns = $values
        $missing = 'Name', 'CardNumber', 'ExpirationMonth', 'ExpirationYear' | Where-Object { $columns -notcontains $_ }
        if ($missing) { throw "$Path has no column $($missing -join ', ')." }
    }
}

# The file first: nothing is to be made in the organization for one that cannot be read.
if (-not $CsvPath) { $CsvPath = [System.IO.Path]::Combine($PSScriptRoot, 'cards.csv') }
$CsvPath = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($CsvPath)
if (-not [System.IO.File]::Exists($CsvPath)) { throw "There is no file $CsvPath." }
$rows = @(Read-CardFile $CsvPath)
if (-not $rows) { throw "$CsvPath has no cards." }

# For the service itself, Connect-VgsCalm knows the addresses.
$at = @{}
if ($Emulator) { $at = @{ AuthUri = $Emulator; CalmUri = "$Emulator/calm"; AccountsUri = "$Emulator/accounts" } }

# A token is renewed a fifth of its life early, and no more than a minute.
$tokenInUse = $TokenLifetime - [Math]::Min(60.0, $TokenLifetime / 5)

$admin = $session = $account = $null
try {
    Write-Title 'The administrator connects'
    $adminClock = [System.Diagnostics.Stopwatch]::StartNew()
    $admin = Connect-VgsCalm -FromEnvironment -Name admin -PassThru @at
    $admin | Out-Host
    Add-Step 'Connect as administrator' -Expected 'one token' -Seen "$($admin.TokenRequests) token request" -Ok ($admin.TokenRequests -eq 1)

    Write-Title 'A service account for the vault: its configuration'
    $config = New-VgsServiceAccountConfig -VaultId $VaultId -Name demo
    $yaml = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName() + '.yaml')
    try {
        $config | Export-VgsServiceAccountConfig $yaml
        [System.IO.File]::ReadLines($yaml) | ForEach-Object { Write-Line "  $_" }
        Write-Line
        $back = Import-VgsServiceAccountConfig $yaml
    }
    finally { [System.IO.File]::Delete($yaml) }
    Add-Step 'Write its configuration' -Expected "read back for $VaultId" -Seen "read back for $($back.VaultId)" -Ok ($back.VaultId -eq $VaultId)

    Write-Title 'The account is made'
    $account = $config | New-VgsServiceAccount $OrganizationId -Session $admin
    $account | Out-Host
    $listed = @(Get-VgsServiceAccount $OrganizationId -Session $admin | Where-Object ClientId -EQ $account.ClientId)
    Add-Step 'Make the service account' -Expected '1 in the organization' -Seen "$($listed.Count) in the organization" -Ok ($listed.Count -eq 1)

    Write-Title 'It connects: the default session, used by every command below'
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $session = Connect-VgsCalm -Credential $account.Credential -VaultId $VaultId -PassThru @at
    $session | Out-Host
    $granted = @($config.Scope | Where-Object { $session.Scope -contains $_ })
    Add-Step 'Connect as service account' -Expected "$($config.Scope)" -Seen "$granted" -Ok ($granted.Count -eq $config.Scope.Count)

    Write-Title "The cards of $([System.IO.Path]::GetFileName($CsvPath)) are enrolled, and waited for ($($rows.Count) in the file)"
    $cards = @($rows | New-VgsCard -ErrorAction SilentlyContinue -ErrorVariable failures | Get-VgsCard -Wait)
    $cards | Out-Host
    $failures | ForEach-Object { Write-Failure $_ }
    $unsent = @($failures | Where-Object { $_.Exception.Id -eq 'CardInvalid' }).Count
    $refused = $failures.Count - $unsent
    $enrolled = @($cards | Where-Object State -EQ enrolled).Count
    $failed = @($cards | Where-Object State -EQ failed).Count
    Add-Step 'Enrol the cards' -Expected "$($rows.Count) answers" -Seen "$($cards.Count) accepted, $refused refused, $unsent not sent" -Ok ($cards.Count + $failures.Count -eq $rows.Count)
    Add-Step 'Wait for their state' -Expected "$($cards.Count) final states" -Seen "$enrolled enrolled, $failed failed" -Ok ($enrolled + $failed -eq $cards.Count)
    if (-not $cards) { throw 'No card was accepted; there is nothing to go on with.' }

    Write-Title 'A call that has no command of its own'
    $card = @(@($cards | Where-Object State -EQ enrolled) + $cards)[0]
    $answer = Invoke-VgsCalmRequest -Path "/cards/$($card.Id)"
    $answer.data | ForEach-Object { [pscustomobject]@{ id = $_.id; state = $_.state; created_at = $_.created_at; capabilities = "$($_.capabilities)" } } | Out-Host
    Add-Step 'Call the API directly' -Expected $card.State -Seen $answer.data.state -Ok ($answer.data.state -eq $card.State)

    Write-Title 'A card that VGS refuses'
    $refusal = $null
    try { New-VgsCard -Name 'Jane Doe' -Number 9000005550000003 -ExpMonth 12 -ExpYear 2030 -Reference 'a card of an unsupported brand' | Out-Null }
    catch { $refusal = $_; Write-Failure $_ }
    Add-Step 'Send an unsupported card' -Expected 'card-brand-not-supported' -Seen $refusal.Exception.Code -Ok ($refusal.Exception.Code -eq 'card-brand-not-supported')

    Write-Title "Calls for $PollFor s, with tokens that live $TokenLifetime s"
    $before = $known = $session.TokenRequests
    $calls = 0
    $poll = [System.Diagnostics.Stopwatch]::StartNew()
    do {
        $null = Get-VgsCard $card.Id
        $calls++
        if ($session.TokenRequests -ne $known) {
            $known = $session.TokenRequests
            Write-Line ('  {0,5:0.0} s, call {1,3}: token request {2}' -f $poll.Elapsed.TotalSeconds, $calls, $known)
        }
        [System.Threading.Thread]::Sleep(100)
    } while ($poll.Elapsed.TotalSeconds -lt $PollFor)
    Write-Line "  $calls calls, every one of them answered`n"
    $least = [Math]::Ceiling($PollFor / $TokenLifetime) - 1
    Add-Step 'Outlive the tokens' -Expected "$least or more renewals" -Seen "$($known - $before) renewals, $calls calls" -Ok ($known - $before -ge $least)

    Write-Title 'The account is revoked'
    $seconds = $clock.Elapsed.TotalSeconds
    Remove-VgsServiceAccount $OrganizationId -ClientId $account.ClientId -Session $admin -Force
    $credential, $account = $account.Credential, $null
    $adminSeconds = $adminClock.Elapsed.TotalSeconds
    $refusal = $null
    try { Connect-VgsCalm -Credential $credential -Name revoked @at }
    catch { $refusal = $_; Write-Failure $_ }
    Add-Step 'Connect once it is revoked' -Expected 'AuthenticationFailed' -Seen "$($refusal.Exception.Id)" -Ok ($refusal.Exception.Id -eq 'AuthenticationFailed')

    # Never more tokens than the time that passed can explain; without a shared, self-renewing one it would be one for each call.
    $most = [Math]::Ceiling($seconds / $tokenInUse)
    Add-Step 'Tokens of the account' -Expected "$most at most in $([Math]::Round($seconds, 1)) s" -Seen $session.TokenRequests -Ok ($session.TokenRequests -le $most)
    $most = [Math]::Ceiling($adminSeconds / $tokenInUse)
    Add-Step 'Tokens of the administrator' -Expected "$most at most in $([Math]::Round($adminSeconds, 1)) s" -Seen $admin.TokenRequests -Ok ($admin.TokenRequests -le $most)
}
finally {
    # Whatever happened, no account, secret or token is left behind.
    if ($account) { Remove-VgsServiceAccount $OrganizationId -ClientId $account.ClientId -Session $admin -Force -ErrorAction SilentlyContinue }
    $session, $admin | Where-Object { $_ } | Disconnect-VgsCalm
}

Write-Title 'What happened'
$steps
exit [int](@($steps | Where-Object { -not $_.Ok }).Count -gt 0)
