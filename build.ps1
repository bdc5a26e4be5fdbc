<#
.SYNOPSIS
    Builds, tests, packs and publishes the module. A thin wrapper: the work is dotnet's, so that any shell does the same.
.PARAMETER Task
    Build: stage out/VgsCalm/<version>. Test: all tests; the Pester suite is one of them, in the PowerShell of the tool manifest.
    Pester: that suite alone, in this PowerShell, which needs Pester 5.3 or later.
    Analyze: PSScriptAnalyzer over the project's scripts. Pack: the nupkg in out/. Publish: that nupkg to a repository.
.PARAMETER ModulePath
    The module that the Pester suite imports: the built one unless another is named, such as an installed package's folder.
.PARAMETER PesterPath
    The Pester module that the suite is run by: an installed one unless a path is given.
.PARAMETER Repository
    Name of the PSResource repository that Publish takes the package to.
.PARAMETER ApiKey
    Key for that repository; none for a local folder.
.PARAMETER ProjectUri
    The project's address, for the package.
.PARAMETER Sbom
    Pack a bill of materials too (CycloneDX, VgsCalm.cdx.json): the libraries in the package, with version and hash. Needs Node.js 20 or later.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Pack -ProjectUri https://github.com/me/VgsCalm
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Analyze', 'Pack', 'Publish')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [string] $ModulePath,
    [string] $PesterPath,
    [string] $Repository = 'PSGallery',
    [string] $ApiKey,
    [string] $ProjectUri,
    [switch] $Sbom
)

$ErrorActionPreference = 'Stop'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'
$solution = Join-Path $PSScriptRoot 'VgsCalm.sln'
$output = Join-Path $PSScriptRoot 'out'

function Invoke-Dotnet([string[]] $Argument) {
    & dotnet @Argument
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($Argument[0]) failed with exit code $LASTEXITCODE." }
}

# The suite in this very shell, and against any module: an installed one, or a build for another edition.
function Invoke-PesterSuite {
    Invoke-Dotnet build, (Join-Path $PSScriptRoot 'src/VgsCalm.Emulator'), --configuration, $Configuration
    if (-not $ModulePath) {
        Invoke-Dotnet build, (Join-Path $PSScriptRoot 'src/VgsCalm'), --configuration, $Configuration
        $ModulePath = (Get-Item (Join-Path $output 'VgsCalm/*')).FullName
    }

    $suite = @{
        Manifest = Join-Path $ModulePath 'VgsCalm.psd1'
        Emulator = Join-Path $PSScriptRoot "src/VgsCalm.Emulator/bin/$Configuration/net10.0/VgsCalm.Emulator.dll"
    }
    if ($PesterPath) { $suite.Pester = $PesterPath }
    & (Join-Path $PSScriptRoot 'tests/Pester/Invoke-Suite.ps1') @suite
    if ($LASTEXITCODE -ne 0) { throw 'The Pester suite failed.' }
}

function Invoke-Analyzer {
    $findings = @('build.ps1', 'demo', 'docs/runbooks', '.github' | ForEach-Object { Invoke-ScriptAnalyzer -Path (Join-Path $PSScriptRoot $_) -Recurse -Settings PSGallery })

    # In Pester files a variable of BeforeAll is used in blocks that the rule does not look into.
    $findings += Invoke-ScriptAnalyzer -Path (Join-Path $PSScriptRoot 'tests/Pester') -Recurse -Settings PSGallery -ExcludeRule PSUseDeclaredVarsMoreThanAssignments
    $findings += Invoke-ScriptAnalyzer -Path (Get-Item (Join-Path $output 'VgsCalm/*/VgsCalm.psd1')).FullName -Settings PSGallery
    if ($findings) {
        $findings | Out-String | Write-Warning
        throw "PSScriptAnalyzer has $(@($findings).Count) findings."
    }
}

# What the module ships comes from the lock files of src, less what only the build, the emulator and the help converter need.
function Export-Sbom {
    $file = Join-Path $output 'VgsCalm.cdx.json'
    $null = New-Item $output -ItemType Directory -Force
    $version = (Import-PowerShellDataFile (Join-Path $PSScriptRoot 'VgsCalm.psd1')).ModuleVersion
    $elsewhere = '**/VgsCalm.Emulator/**', '**/VgsCalm.Help/**' | ForEach-Object { '--exclude', $_ }
    $notShipped = 'analyzer', 'ReferenceAssemblies', 'NETStandard.Library', 'NETCore.Platforms', 'nuget/vgscalm', 'PowerShellStandard', 'Vectors@4.4' | ForEach-Object { '--filter', $_ }
    Invoke-Dotnet restore, (Join-Path $PSScriptRoot 'src/VgsCalm') | Out-Host
    $env:npm_config_ignore_scripts = 'true'

    # From within src: given an absolute path, its filters leave nothing over.
    Push-Location (Join-Path $PSScriptRoot 'src')
    try {
        & npx --yes '@cyclonedx/cdxgen@12.8.4' --type dotnet --no-install-deps --no-babel --spec-version 1.6 --project-name VgsCalm --project-version $version @elsewhere @notShipped --output $file . | Out-Host
    }
    finally {
        Pop-Location
    }

    if ($LASTEXITCODE -ne 0) { throw "cdxgen failed with exit code $LASTEXITCODE." }
    $file
}

# The bill names every library in the package, and nothing else.
function Assert-Sbom([string] $File) {
    $named = (Get-Content $File -Raw | ConvertFrom-Json).components.name
    $shipped = (Get-ChildItem (Join-Path $output 'VgsCalm') -Filter *.dll -Recurse).BaseName -notlike 'VgsCalm*'
    $differences = Compare-Object $named $shipped
    if ($differences) { throw "The bill of materials differs from the package: $($differences | Out-String)" }
}

function Get-Package {
    $packages = @(Get-Item (Join-Path $output 'VgsCalm.*.nupkg'))
    if ($packages.Count -ne 1) { throw "There must be one package in '$output', but there are $($packages.Count): run build.ps1 -Task Pack." }
    $packages[0].FullName
}

switch ($Task) {
    'Build' { Invoke-Dotnet build, $solution, --configuration, $Configuration }
    'Test' { Invoke-Dotnet test, $solution, --configuration, $Configuration }
    'Pester' { Invoke-PesterSuite }
    'Analyze' { Invoke-Analyzer }
    'Pack' {
        Remove-Item (Join-Path $output 'VgsCalm.*.nupkg') -ErrorAction Ignore
        $bill = if ($Sbom) { Export-Sbom }
        Invoke-Dotnet pack, (Join-Path $PSScriptRoot 'src/VgsCalm'), --configuration, Release, "-p:ProjectUri=$ProjectUri", "-p:BillOfMaterials=$bill"
        if ($Sbom) { Assert-Sbom $bill }
        Get-Package
    }
    'Publish' {
        $key = if ($ApiKey) { @{ ApiKey = $ApiKey } } else { @{} }
        Publish-PSResource -NupkgPath (Get-Package) -Repository $Repository @key
    }
}
