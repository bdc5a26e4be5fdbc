#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Every example of README, guides and help does what the page says, on the emulator.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Examples.psm1"
    $root = Resolve-Path "$PSScriptRoot/../.."
    $pages = @(
        Get-Item "$root/README.md"
        Get-ChildItem "$root/docs" -Filter *.md -Recurse
    ) | ForEach-Object {
        $blocks = @(Get-PageBlock $_.FullName)
        if ($blocks) { @{ Page = [IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/'); Blocks = $blocks } }
    }
}

Describe '<Page>' -ForEach $pages {
    BeforeAll {
        Import-Module "$PSScriptRoot/Emulator.psm1"
        Import-Module "$PSScriptRoot/Examples.psm1"
        $emulator = Start-Emulator
        $shell = New-PageShell $emulator (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory).FullName
    }

    AfterAll {
        $shell.Dispose()
        Stop-Emulator $emulator
    }

    It 'example <Number>, line <Line>' -ForEach $Blocks {
        if ($NotRun) {
            $NotRun.Length | Should -BeGreaterThan 15 -Because 'the page has to say why it is not run'
            return
        }

        $errors = @(
            if ($First) { Invoke-Block $shell (Resolve-Placeholder $First) }
            Invoke-Block $shell (Resolve-Placeholder $Code)
        )

        $errors | Where-Object { -not (Test-ShownError $_ $Output) } | Should -BeNullOrEmpty
    }
}
