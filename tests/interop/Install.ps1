<#
.SYNOPSIS
    What install.sh runs in a clean profile: installs, updates, imports by name, tests and removes the module, and says
    of each step whether it did.
#>
[CmdletBinding()]
param([string] $Packages, [string] $Pwsh, [string] $Pester, [string] $Tools, [string] $Work)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = Resolve-Path "$PSScriptRoot/../.."
$passed = $failed = 0

function Step([string] $Claim, [scriptblock] $Do, $Expected) {
    $seen = try { (& $Do) -join ' ' } catch { "$_" }
    if ("$seen" -eq "$Expected") { $script:passed++; "ok   ${Claim}: $seen" }
    else { $script:failed++; "FAIL ${Claim}: expected '$Expected', saw '$seen'" }
}

# A shell that has just been started, as tomorrow's will be.
function Fresh([string] $Command) { & dotnet $Pwsh -NoLogo -NoProfile -NonInteractive -Command $Command 2>&1 }
function Installed {
    foreach ($module in Get-Module VgsCalm -ListAvailable) {
        $prerelease = $module.PrivateData.PSData.Prerelease
        if ($prerelease) { "$($module.Version)-$prerelease" } else { "$($module.Version)" }
    }
}

# The package of the next version is this one with another number.
$package = Get-Item "$Packages/VgsCalm.*.nupkg"
$version = $package.BaseName -replace '^VgsCalm\.'
$next = '{0}.{1}.{2}' -f [version]::new(0, 1, 99).Major, 1, 99
$folder = Join-Path $Work next
Expand-Archive $package $folder
foreach ($file in 'VgsCalm.psd1', 'VgsCalm.nuspec') {
    $text = Get-Content -LiteralPath "$folder/$file" -Raw
    $text = $text.Replace("<version>$version</version>", "<version>$next</version>")
    $text = $text -replace "(ModuleVersion\s*=\s*)'[^']+'", "`$1'$next'" -replace "Prerelease\s*=\s*'[^']*'", ''
    Set-Content -LiteralPath "$folder/$file" $text
}

Register-PSResourceRepository -Name Local -Uri $Packages -Trusted
Step 'Install-PSResource' { Install-PSResource VgsCalm -Repository Local -Prerelease; Installed } $version
Step 'the module is found and imported by its name' { Fresh '(Import-Module VgsCalm -PassThru).ExportedCommands.Count -gt 20' } $true
Step 'a command is enough' { Fresh '(New-VgsServiceAccountConfig tntabc123).VaultId' } 'tntabc123'
Step 'Core is the one with native code for this platform' {
    Fresh 'Import-Module VgsCalm; [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq "VgsCalm.Core" }.Location' |
        Split-Path | Split-Path -Leaf
} 'linux-x64'

# Code that was made for another .NET is passed over without a word: every method is then compiled as it is called.
Step 'that code is used: hardly one of its methods is compiled' {
    Fresh @'
        Import-Module VgsCalm
        $core = [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'VgsCalm.Core' }
        $methods = $core.GetTypes().Where{ $_.Namespace -eq 'VgsCalm.Redaction' -and !$_.ContainsGenericParameters }.ForEach{
            $_.GetMethods('Static, Instance, Public, NonPublic, DeclaredOnly')
        }.Where{ !$_.ContainsGenericParameters -and $_.GetMethodBody() }
        $before = [Runtime.JitInfo]::GetCompiledMethodCount($true)
        foreach ($method in $methods) { [Runtime.CompilerServices.RuntimeHelpers]::PrepareMethod($method.MethodHandle) }
        $methods.Count -gt 100 -and [Runtime.JitInfo]::GetCompiledMethodCount($true) - $before -lt $methods.Count / 4
'@
} $true
Step 'help is there' { Fresh '(Get-Help Import-VgsCard).Synopsis -like "Enrols*"' } $true

$emulator = Join-Path $root src/VgsCalm.Emulator/bin/Debug/net10.0/VgsCalm.Emulator.dll
$manifest = Join-Path (Get-Module VgsCalm -ListAvailable).ModuleBase VgsCalm.psd1

# All but the pages' examples, which are no other for being installed.
$files = (Get-ChildItem "$root/tests/Pester/*.Tests.ps1" -Exclude Examples.Tests.ps1).FullName -join "', '"
$run = "& '$root/tests/Pester/Invoke-Suite.ps1' -Pester '$Pester' -Manifest '$manifest' -Emulator '$emulator' -Path '$files'"
$suite = Fresh $run
$said = "$suite" -match 'Tests Passed: (\d+), Failed: (\d+)'
Step "the Pester suite on what was installed, $($Matches[1]) tests" {
    if ($said -and [int] $Matches[1] -gt 100) { $Matches[2] } else { "$($suite | Select-Object -Last 5)" }
} 0
$suite -match '^\s*\[-\]' | ForEach-Object { "     $_" }

Compress-Archive "$folder/*" "$Packages/VgsCalm.$next.zip"
Move-Item "$Packages/VgsCalm.$next.zip" "$Packages/VgsCalm.$next.nupkg"
Step 'Update-PSResource' { Update-PSResource VgsCalm -Repository Local; (Installed) -contains $next } $true
Step 'the newer one is imported' { Fresh '(Import-Module VgsCalm -PassThru).Version.ToString()' } $next
Step 'Uninstall-PSResource' {
    Uninstall-PSResource VgsCalm -Version '*' -Prerelease
    Uninstall-PSResource VgsCalm -Version '*' -ErrorAction Ignore
    Installed
} ''

Register-PSRepository -Name LocalOlder -SourceLocation $Packages -InstallationPolicy Trusted
Step 'Install-Module' {
    Install-Module VgsCalm -Repository LocalOlder -RequiredVersion $version -AllowPrerelease -Scope CurrentUser
    Installed
} $version
Step 'Update-Module' { Update-Module VgsCalm; (Installed) -contains $next } $true
Step 'and imported by its name' { Fresh '(Import-Module VgsCalm -PassThru).Version.ToString()' } $next
Step 'Uninstall-Module' { Uninstall-Module VgsCalm -AllVersions; Installed } ''

# The emulator as a tool, installed and without installing.
$tool = Join-Path $Work bin
Step 'dotnet tool install VgsCalm.Emulator' {
    & dotnet tool install VgsCalm.Emulator --tool-path $tool --source $Tools *> $null
    "$(& "$tool/vgscalm-emulator" --help | Select-Object -First 1)" -like 'Usage:*'
} $true
Step 'dotnet dnx VgsCalm.Emulator' {
    "$(& dotnet dnx VgsCalm.Emulator --yes --source $Tools -- --help 2> $null | Select-Object -First 1)" -like 'Usage:*'
} $true

"$passed passed, $failed failed"
exit [int] ($failed -gt 0)
