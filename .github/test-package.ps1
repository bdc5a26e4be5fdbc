<#
.SYNOPSIS
    Installs the package in ./packages as a user would, from a folder that serves as repository, and runs the Pester suite against it.
    The emulator is in ./emulator.
#>
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = Split-Path $PSScriptRoot
$packages = Join-Path $root 'packages'

if ($PSVersionTable.PSEdition -eq 'Desktop') {
    # Windows PowerShell comes with an installer that is too old for a prerelease; PSResourceGet runs on it as well.
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $null = Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force
    Install-Module Microsoft.PowerShell.PSResourceGet -Force -Scope CurrentUser
}

Install-PSResource Pester -Version '[5.3,6.0)' -TrustRepository
Register-PSResourceRepository -Name VgsCalmTest -Uri $packages -Trusted
Install-PSResource VgsCalm -Repository VgsCalmTest -Prerelease

$module = Get-Module VgsCalm -ListAvailable | Select-Object -First 1
if (-not $module) { throw 'The package was installed, but the module is not found.' }
"PowerShell $($PSVersionTable.PSVersion), VgsCalm $($module.Version) in $($module.ModuleBase)"

$suite = @{ Manifest = Join-Path $module.ModuleBase 'VgsCalm.psd1'; Emulator = Join-Path $root 'emulator/VgsCalm.Emulator.dll' }
& (Join-Path $root 'tests/Pester/Invoke-Suite.ps1') @suite
if ($LASTEXITCODE -ne 0) { throw 'The Pester suite failed.' }
