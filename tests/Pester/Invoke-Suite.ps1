<#
.SYNOPSIS
    Runs the Pester suite of this folder, in whatever PowerShell runs this script.
.PARAMETER Pester
    Path of the Pester module; without it, an installed one of version 5.3 or later.
.PARAMETER Manifest
    The module's manifest, or its name where it is installed.
.PARAMETER Emulator
    The built VgsCalm.Emulator.dll.
.PARAMETER ResultPath
    A JSON file for the outcome of each example.
.PARAMETER Path
    Files of tests; all of the folder unless given.
#>
[CmdletBinding()]
param(
    [string] $Pester,
    [Parameter(Mandatory)] [string] $Manifest,
    [Parameter(Mandatory)] [string] $Emulator,
    [string] $ResultPath,
    [string[]] $Path = $PSScriptRoot
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
if ($Pester) { Import-Module $Pester } else { Import-Module Pester -MinimumVersion 5.3 }
$env:VGSCALM_MANIFEST = $Manifest
$env:VGSCALM_TEST_EMULATOR = $Emulator

# Of the machine's own there must be nothing that would change what a command does.
Remove-Item Env:VGSCALM_EMULATOR, Env:VGS_CLIENT_ID, Env:VGS_CLIENT_SECRET -ErrorAction Ignore

function Get-Name($Item) {
    for ($names = @(); $Item -and -not $Item.IsRoot; $Item = if ($Item.Block) { $Item.Block } else { $Item.Parent }) {
        $names = @($Item.ExpandedName) + $names
    }

    $names -join ' › '
}
function Get-Problem($Item) {
    $lines = foreach ($record in $Item.ErrorRecord) {
        "$record"
        $record.ScriptStackTrace -split "`n" -notmatch 'Pester\.psm?1|Invoke-Suite\.ps1'
    }

    $lines -join "`n"
}

$run = Invoke-Pester -Path $Path -Output Detailed -PassThru
if ($ResultPath) {
    $outcomes = @(
        foreach ($test in $run.Tests) {
            $problem = (Get-Problem $test), (Get-Problem $test.Block) -join "`n"
            $file = Split-Path $test.ScriptBlock.File -Leaf
            @{ File = $file; Name = Get-Name $test; Result = "$($test.Result)"; Problem = $problem.Trim() }
        }

        # What fails around the examples: a file that cannot be read, a block's own steps.
        foreach ($block in $run.FailedBlocks) {
            @{ File = ''; Name = "$(Get-Name $block) (the block itself)"; Result = 'Failed'; Problem = Get-Problem $block }
        }
        foreach ($file in $run.FailedContainers) {
            @{ File = ''; Name = "$($file.Item) (the file itself)"; Result = 'Failed'; Problem = Get-Problem $file }
        }
    )
    ConvertTo-Json $outcomes -Depth 3 | Set-Content $ResultPath -Encoding utf8
}

if ($run.Result -ne 'Passed') { exit 1 }
