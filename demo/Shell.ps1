# What `dotnet run --project demo -- shell` begins with: the module, an emulator of VGS, two sessions and sample files.
Import-Module $env:VGSCALM_MANIFEST

# Threads and jobs look for the module themselves.
$env:PSModulePath += [IO.Path]::PathSeparator + (Split-Path (Split-Path (Split-Path $env:VGSCALM_MANIFEST)))

Connect-VgsCalm -FromEnvironment -Name admin -WarningAction Ignore
$scopes = 'cards:write', 'cards:read', 'network-tokens:write', 'network-tokens:read', 'merchants:write',
    'card-attributes:read'
New-VgsServiceAccountConfig -VaultId tntemulator -Name demo -Scope $scopes |
    New-VgsServiceAccount -OrganizationId ACemulator -Session admin |
    Connect-VgsCalm -WarningAction Ignore

Copy-Item -LiteralPath (Join-Path $PSScriptRoot cards.csv) new-cards.csv
Get-Content -LiteralPath (Join-Path $PSScriptRoot cards.csv) -TotalCount 4 | Set-Content few.csv

@"
VgsCalm $((Get-Module VgsCalm).Version) on an emulator of VGS at $env:VGSCALM_EMULATOR. Nothing here reaches VGS.
The sessions 'default' (cards) and 'admin' (service accounts of ACemulator, vault tntemulator) are open.
new-cards.csv and few.csv are here.

  Import-VgsCard new-cards.csv -Wait -RejectPath rejects.csv
  Import-Csv few.csv | New-VgsCard | Get-VgsCard -Wait
  Get-VgsServiceAccount -OrganizationId ACemulator -Session admin
  Connect-VgsCalm -Interactive -Name me      in your browser, as $env:VGSCALM_DEMO_PERSON
  Get-VgsVault -Session me
  Get-Help Import-VgsCard -Examples          exit ends shell and emulator

"@
