<#
.SYNOPSIS
The whole flow of VgsCalm on an emulator of VGS: sign in, find the vault, make a service account, enrol cards with it,
replace it, revoke it.
.DESCRIPTION
Ends with what the emulator has on record, beside what the commands said. Exit status 0 only if all of it fits.
`dotnet run --project demo` starts the emulator and runs this script; VGSCALM_EMULATOR is its address then. No browser
is needed: the emulator's person approves each device code at once.
.PARAMETER CsvPath
Cards in VGS's column layout: Name, CardNumber, ExpirationMonth, ExpirationYear.
.PARAMETER CallFor
How long to go on calling the API, in seconds: the tokens that expire meanwhile are not to be noticed.
#>
[CmdletBinding()]
param([string] $CsvPath = (Join-Path $PSScriptRoot cards.csv), [int] $CallFor = 8)
$ErrorActionPreference = 'Stop'
$PSStyle.Progress.MaxWidth = 100

# A warning says at every Connect that this is no VGS.
$PSDefaultParameterValues['Connect-VgsCalm:WarningAction'] = 'Ignore'
if ($env:VGSCALM_MANIFEST) { Import-Module $env:VGSCALM_MANIFEST } else { Import-Module VgsCalm }
if (-not $env:VGSCALM_EMULATOR) { throw 'VGSCALM_EMULATOR is not set: run dotnet run --project demo.' }

function Write-Title([string] $Text) { Out-Host -InputObject "$($PSStyle.Bold)$Text$($PSStyle.Reset)" }

$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "vgscalm-demo-$PID") -ItemType Directory
$cards = Copy-Item -LiteralPath $CsvPath (Join-Path $folder cards.csv) -PassThru
$screen = Join-Path $folder screen.txt
$yaml = Join-Path $folder credentials.yaml
$rejects = Join-Path $folder rejects.csv
$rejectsAgain = Join-Path $folder rejects-again.csv
$null = Start-Transcript -LiteralPath $screen
try {
    Write-Title 'An administrator signs in; with a browser at hand it is Connect-VgsCalm -Interactive'
    $admin = Connect-VgsCalm -DeviceCode -Name admin -PassThru
    $admin | Out-Host

    Write-Title 'What the administrator sees: organizations and vaults'
    $organization = @(Get-VgsOrganization -Session $admin)[0]
    $vault = @(Get-VgsVault -Name payments -Session $admin)[0]
    $organization | Out-Host
    $vault | Out-Host

    Write-Title 'A service account for the vault, and the file that the VGS CLI reads'
    $account = $vault | New-VgsServiceAccountConfig -Name demo | New-VgsServiceAccount -Session $admin
    $account | Export-VgsServiceAccountConfig $yaml
    Get-Content -LiteralPath $yaml | Out-Host
    $account | Out-Host

    Write-Title 'It connects; every command below uses this session'
    $began = Get-Date
    $session = Connect-VgsCalm -Credential $account.Credential -VaultId $vault.VaultId -PassThru
    Test-VgsCalmConnection -Api Calm | Format-Table Check, Target, Outcome | Out-Host

    Write-Title "A file of cards: Import-VgsCard $(Split-Path $cards -Leaf) -Wait"
    $import = Import-VgsCard -LiteralPath $cards -Wait -RejectPath $rejects
    $import | Format-List Total, Enrolled, Failed, Rejected, Unknown | Out-Host
    Import-Csv -LiteralPath $rejects | Format-Table Row, Outcome, Bin, Last4, Code | Out-Host

    Write-Title 'The same again: the journal knows every row, and only what was refused is sent again'
    $again = Import-VgsCard -LiteralPath $cards -Wait -RejectPath $rejectsAgain
    $again | Format-List Total, Enrolled, Failed, Rejected, CardsPerSecond | Out-Host

    Write-Title 'Cards through the pipeline: Import-Csv | New-VgsCard | Get-VgsCard -Wait'
    $rows = Import-Csv -LiteralPath $cards | Select-Object -First 3
    $piped = $rows | New-VgsCard -ErrorAction SilentlyContinue -ErrorVariable refused | Get-VgsCard -Wait
    $piped | Out-Host
    $refused | ForEach-Object { $_.ErrorDetails.Message } | Out-Host

    Write-Title 'A call that has no command of its own: Invoke-VgsCalmRequest'
    $card = @($piped)[0]
    if (-not $card) { throw 'None of the first three cards was accepted; there is nothing to go on with.' }
    (Invoke-VgsCalmRequest "/cards/$($card.Id)").data | Select-Object id, state, created_at | Out-Host

    Write-Title "Calls for $CallFor s, while each token lives 3"
    for ($calls = 0; ((Get-Date) - $began).TotalSeconds -lt $CallFor; $calls++) {
        $null = Get-VgsCard $card.Id
        Start-Sleep -Milliseconds 100
    }
    "$calls calls, $($session.TokenRequests) tokens`n" | Out-Host
    $token = Get-VgsAccessToken -AsPlainText
    $personToken = Get-VgsAccessToken -AsPlainText -Session $admin

    Write-Title 'The account is replaced, and then both are revoked'
    $seconds = ((Get-Date) - $began).TotalSeconds
    $next = Reset-VgsServiceAccount -ClientId $account.ClientId -RemoveOld -Force -Session $admin
    $next | Out-Host
    $next | Remove-VgsServiceAccount -Session $admin -Force
    $refusal = try { Connect-VgsCalm -Credential $next.Credential -Name late } catch { $_ }
    "$($refusal.ErrorDetails.Message)`n" | Out-Host
}
finally {
    Get-VgsCalmSession | Disconnect-VgsCalm
    $null = Stop-Transcript
}

# The emulator saw the requests only: what it has on record stands beside what the commands said.
$state = Invoke-RestMethod "$env:VGSCALM_EMULATOR/_emulator/state"
$known = (Invoke-RestMethod "$env:VGSCALM_EMULATOR/_emulator/cards").cards
$requests = Invoke-RestMethod "$env:VGSCALM_EMULATOR/_emulator/requests"
$asked = $requests | Where-Object path -Like '*/token'
$posted = $requests | Where-Object { $_.method -eq 'POST' -and $_.path -eq '/calm/cards' }
$printed = (Get-Content -LiteralPath $screen -Raw) + (Get-Content -LiteralPath $rejects, $rejectsAgain, $yaml -Raw)
$passwords = @($account, $next).Credential.ForEach{ $_.GetNetworkCredential().Password }
$secrets = $passwords + $token + $personToken + (Import-Csv -LiteralPath $cards).CardNumber
$shown = $secrets | Where-Object { $_.Length -ge 13 -and $printed.Contains($_) }

# A row that was not sent has the name of its field as code; the service's own codes have hyphens.
$refusedRows, $refusedAgain = foreach ($file in $rejects, $rejectsAgain) {
    @(Import-Csv -LiteralPath $file | Where-Object { $_.Outcome -eq 'rejected' -and $_.Code -like '*-*' }).Count
}
$refusedPiped = @($refused | Where-Object { $_.Exception.StatusCode }).Count

# A token is renewed a fifth of its three seconds early.
$least = [int] [Math]::Ceiling($seconds / 2.4)
$ofAccount = @($asked | Where-Object { $_.clientId -eq $account.ClientId -and $_.status -eq 200 }).Count
Remove-Item -LiteralPath $folder -Recurse

function Compare-Count([string] $Check, $Said, $OnRecord, [bool] $Fits = $Said -eq $OnRecord) {
    [pscustomobject]@{ Check = $Check; Said = $Said; OnRecord = $OnRecord; Fits = $Fits }
}

$stored = @($piped).Count
$enrolledPiped = @($piped | Where-Object State -EQ enrolled).Count
$refusedEver = $refusedRows + $refusedAgain + $refusedPiped
$enrolled = @($known | Where-Object state -EQ enrolled).Count
$refusedPosts = @($posted | Where-Object status -GE 400).Count
$late = @($requests | Where-Object { $_.status -eq 401 -and $_.path -notlike '*/token' }).Count
$left = @($state.serviceAccounts | Where-Object name -EQ demo).Count
$answered = $import.Enrolled + $import.Failed + $stored
$checks = @(
    Compare-Count 'Cards of the file and of the pipeline' $answered $state.cards
    Compare-Count 'Rows sent, only refused ones twice' ($answered + $refusedEver) @($posted).Count
    Compare-Count 'Cards refused' $refusedEver $refusedPosts
    Compare-Count 'Cards enrolled' ($import.Enrolled + $enrolledPiped) $enrolled
    Compare-Count 'Rows the second time' $import.Enrolled $again.Enrolled
    Compare-Count 'Tokens of the account' $session.TokenRequests $ofAccount
    Compare-Count 'Tokens, at the most in that time' $least $ofAccount -Fits ($ofAccount -le $least)
    Compare-Count 'Calls refused for an old token' 0 $late
    Compare-Count 'Accounts left of the two' 0 $left
    Compare-Count 'Persons still signed in' 0 $state.signedIn
    Compare-Count 'The late try' $refusal.Exception.StatusCode @($asked)[-1].status
    Compare-Count "Printed, of $($secrets.Count) secrets and numbers" 0 @($shown).Count
)

Write-Title 'What was said, and what the emulator has on record'
$checks | Format-Table | Out-Host
$wrong = @($checks | Where-Object { -not $_.Fits })
"$($checks.Count - $wrong.Count) passed, $($wrong.Count) failed"
exit [int] ($wrong.Count -gt 0)
