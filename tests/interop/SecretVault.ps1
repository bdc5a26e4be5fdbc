<#
.SYNOPSIS
    What secret-vault.sh plays: the lines of README and docs/credentials.md, with SecretManagement itself.
#>
[CmdletBinding()]
param([string] $Pwsh)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
$runbook = Resolve-Path "$PSScriptRoot/../../docs/runbooks/Step-Credential.ps1"
$passed = $failed = 0

function Step([string] $Claim, [scriptblock] $Do, $Expected) {
    $seen = try { (. $Do) -join ' ' } catch { "$_" }
    if ("$seen" -eq "$Expected") { $script:passed++; "ok   ${Claim}: $seen" }
    else { $script:failed++; "FAIL ${Claim}: expected '$Expected', saw '$seen'" }
}
function Accounts { Get-VgsServiceAccount -OrganizationId ACemulator -Session admin | ForEach-Object ClientId }
function IdKept { (Get-Secret vgs-calm).UserName }

$locked = ConvertTo-SecureString rehearsal -AsPlainText -Force
Set-SecretStoreConfiguration -Authentication None -Interaction None -Password $locked -Confirm:$false
Register-SecretVault Local -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
Connect-VgsCalm -FromEnvironment -Name admin
Set-Secret vgs-admin ([pscredential]::new($env:VGS_CLIENT_ID, (ConvertTo-SecureString $env:VGS_CLIENT_SECRET -AsPlainText -Force)))
$others = Accounts

Step 'an account is made, and its credential saved' {
    $sa = Get-VgsVault -Name payments -Session admin | New-VgsServiceAccountConfig | New-VgsServiceAccount -Session admin
    Set-Secret vgs-calm $sa.Credential
    (IdKept) -eq $sa.ClientId
} True
Step 'what the vault gives connects, by parameter and by pipeline' {
    Connect-VgsCalm -Credential (Get-Secret vgs-calm)
    Get-Secret vgs-calm | Connect-VgsCalm -Name piped
    (Get-VgsCalmSession).ClientId -ceq (IdKept) | ForEach-Object { 'connected' }
} 'connected connected'
Step 'the README rotates it' {
    $before = IdKept
    $store = @{ Save = { Set-Secret vgs-calm $_.Credential }; Read = { Get-Secret vgs-calm } }
    $next = Reset-VgsServiceAccount -ClientId (Get-Secret vgs-calm).UserName -Session admin -RemoveOld @store -Confirm:$false
    (IdKept) -ceq $next.ClientId
    $before -in (Accounts)
    (Connect-VgsCalm -Credential (Get-Secret vgs-calm) -PassThru).ClientId -ceq $next.ClientId
} 'True False True'
Step 'the runbook rotates it three times, and touches no other account' {
    1..3 | ForEach-Object {
        $before = IdKept
        & $runbook vgs-calm -OrganizationId ACemulator -Administrator (Get-Secret vgs-admin) | Out-Null
        $mine = Accounts | Where-Object { $_ -notin $others }
        $mine.Count, ((IdKept) -in $mine), ($before -in $mine)
    }
    @(Accounts | Where-Object { $_ -in $others }).Count -eq $others.Count
} '2 True True 2 True True 2 True True True'
Step 'the rotation leaves three secrets beside the administrator''s' {
    (Get-SecretInfo vgs-calm*).Name
} 'vgs-calm vgs-calm-previous vgs-calm-rotation'

# Another process does not have the password, and nobody to ask.
Set-SecretStoreConfiguration -Authentication Password -Interaction None -Password $locked -Confirm:$false
$kept = Accounts
Step 'behind a vault that is locked, the runbook says so and makes nothing' {
    $said = & dotnet $Pwsh -NoLogo -NoProfile -NonInteractive -Command "
        `$secret = ConvertTo-SecureString `$env:VGS_CLIENT_SECRET -AsPlainText -Force
        & '$runbook' vgs-calm -Administrator ([pscredential]::new(`$env:VGS_CLIENT_ID, `$secret))" 2>&1
    $LASTEXITCODE
    "$said" -match 'Unlock-SecretStore'
    @(Compare-Object $kept (Accounts)).Count
} '1 True 0'
Step 'unlocked, it goes on' {
    Unlock-SecretStore -Password $locked
    (& $runbook vgs-calm -OrganizationId ACemulator -Administrator (Get-Secret vgs-admin)).ClientId -ceq (IdKept)
} True

"$passed passed, $failed failed"
exit [int]($failed -gt 0)
