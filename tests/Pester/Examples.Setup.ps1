# What a reader of any page has by then: $emulator and $folder are given.
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
Set-Location $folder
$env:VGSCALM_EMULATOR = $emulator.Address
$env:VGS_CLIENT_ID = $emulator.Admin.UserName
$env:VGS_CLIENT_SECRET = $emulator.Admin.GetNetworkCredential().Password
$PSDefaultParameterValues['Connect-VgsCalm:WarningAction'] = 'Ignore'

# Found by its name, in parallel threads too.
$env:PSModulePath = (Split-Path (Split-Path (Split-Path $env:VGSCALM_MANIFEST))) + [IO.Path]::PathSeparator + $env:PSModulePath
Import-Module VgsCalm

# The vault of SecretManagement, an automation's store, and a person who types.
$global:secrets = @{ 'vgs-calm' = $emulator.Calm }
function global:Get-Secret([string] $Name) { $global:secrets[$Name] }
function global:Set-Secret([string] $Name, $Secret) { $global:secrets[$Name] = $Secret }
function global:Get-AutomationPSCredential([string] $Name) { $global:secrets[$Name] }
function global:Get-Credential { $emulator.Admin }
function global:Install-PSResource { }
function global:Install-Module { }
function global:Register-SecretVault { }
function global:Read-Host { ConvertTo-SecureString 123 -AsPlainText -Force }

$credential = $emulator.Calm
$id, $secret = $credential.UserName, $credential.GetNetworkCredential().Password
$admin = Connect-VgsCalm -Credential $emulator.Admin -Name admin -PassThru
Connect-VgsCalm -Credential $credential -VaultId tntemulator
$scopes = 'cards:write', 'cards:read', 'network-tokens:write', 'network-tokens:read', 'merchants:write', 'card-attributes:read'
$sa = New-VgsServiceAccountConfig -VaultId tntemulator -Name reader -Scope $scopes |
    New-VgsServiceAccount -OrganizationId ACemulator -Session admin
$card = New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027 | Get-VgsCard -Wait

$rows = @(
    'Reference,Name,CardNumber,ExpirationMonth,ExpirationYear'
    'order-1001,Ann Ash,5415775831611962,11,2030'
    'order-1002,Bo Birch,5415775831611963,2,31'
    'order-1003,Cy Cedar,2300000000000074,03,2032'
)
foreach ($name in 'cards', 'new-cards', 'few', 'more') { Set-Content "$name.csv" $rows }

# A post as VGS signs it, and as Azure Automation hands it over; the secret is replaced by another one just then.
$oldSecret, $newSecret = 'whsec-old', 'whsec-new' | ForEach-Object { ConvertTo-SecureString $_ -AsPlainText }
$global:secrets['vgs-webhook'] = [pscredential]::new('vgs', $newSecret)
$details = @{ card_id = $card.Id; new_expiration_date = '12/27' }
$posted = @{ id = 'evt_1'; event = 'au_card.updated'; details = $details } | ConvertTo-Json -Compress
$time = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
$digest = [System.Security.Cryptography.HMACSHA256]::HashData([byte[]] 'whsec-new'.ToCharArray(), [byte[]] "$time.$posted".ToCharArray())
$header = @{ 'vgs-signature' = "t=$time,v0=$([convert]::ToHexString($digest).ToLower())" }
$WebhookData = [pscustomobject]@{ WebhookName = 'vgs'; RequestBody = $posted; RequestHeader = [pscustomobject] $header }
$ErrorActionPreference = 'Continue'
