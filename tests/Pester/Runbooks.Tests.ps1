#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# The scripts of docs/runbooks, run as they stand.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    $runbooks = Join-Path $PSScriptRoot ../../docs/runbooks
    $csv = Join-Path $TestDrive cards.csv
    $bad = Join-Path $TestDrive bad.csv
    Set-Content $csv 'Name,CardNumber,ExpirationMonth,ExpirationYear', 'Ann,4111111111111112,11,2030', 'Bo,5100000000000032,2,31'
    Set-Content $bad 'Name,CardNumber,ExpirationMonth,ExpirationYear', 'Ann,4111111111111112,13,2030', 'Bo,5100000000000032,2,31'
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Import-NewCard' {
    It 'enrols a file, with a report, and leaves no session' {
        $result = & "$runbooks/Import-NewCard.ps1" $csv -Credential $emulator.Calm -Connection $uris

        $result.Enrolled | Should -Be 2
        "$csv.result.csv", "$csv.report.html" | Should -Exist
        Get-VgsCalmSession | Should -BeNullOrEmpty
    }

    It 'says with its exit status that somebody must look' {
        $null = & "$runbooks/Import-NewCard.ps1" $bad -Credential $emulator.Calm -Connection $uris

        $LASTEXITCODE | Should -Be 2
        @(Import-Csv "$bad.reject.csv").Count | Should -Be 1
    }
}

Describe 'Update-CardStatus' {
    It 'gives all cards the first time, and then those that changed' {
        $result = Join-Path $TestDrive status-of.csv
        $status = Join-Path $TestDrive status.csv
        Connect-VgsCalm -Credential $emulator.Calm @uris
        Import-Csv $csv | New-VgsCard | Get-VgsCard -Wait | Export-Csv $result -NoTypeInformation
        $arguments = @{ Path = $result; StatusPath = $status; Credential = $emulator.Calm; Connection = $uris }

        @(& "$runbooks/Update-CardStatus.ps1" @arguments) | Should -HaveCount 2
        @(& "$runbooks/Update-CardStatus.ps1" @arguments) | Should -HaveCount 0
        (Get-Content $status -Raw) -replace '"4111111111111112"' | Should -Not -Match '4111111111111112'
    }
}

Describe 'Step-Credential' {
    BeforeAll {
        # A vault as SecretManagement has it, for this test.
        $vault = @{}
        function Get-Secret([string] $Name) { $vault[$Name] }
        function Set-Secret {
            [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Stands for the one of SecretManagement.')]
            param([string] $Name, $Secret)
            if (-not $vault['is read-only']) { $vault[$Name] = $Secret }
        }

        function AccountIds { @(Get-VgsServiceAccount -OrganizationId ACemulator -Session manager).ClientId }
        $step = @{ Name = 'vgs-calm'; OrganizationId = 'ACemulator'; Administrator = $emulator.Admin; Connection = $uris }
    }

    BeforeEach {
        Connect-VgsCalm -Credential $emulator.Admin -Name manager @uris
        $first = New-VgsServiceAccountConfig -VaultId tntemulator -Name stepped | New-VgsServiceAccount -OrganizationId ACemulator -Session manager
        $vault['vgs-calm'] = $first.Credential
        $vault.Remove('is read-only')
    }

    AfterEach { Get-VgsServiceAccount -OrganizationId ACemulator -Name stepped -Session manager | Remove-VgsServiceAccount -Session manager -Force }

    It 'puts a successor in the vault, and keeps the one before until the next time' {
        $second = & "$runbooks/Step-Credential.ps1" @step

        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
        AccountIds | Should -Contain $first.ClientId
        $third = & "$runbooks/Step-Credential.ps1" @step
        AccountIds | Should -Not -Contain $first.ClientId
        AccountIds | Should -Contain $second.ClientId
        AccountIds | Should -Contain $third.ClientId
    }

    It 'leaves all as it was when the vault does not take the successor' {
        $vault['is read-only'] = $true

        { & "$runbooks/Step-Credential.ps1" @step } | Should -Throw -ExpectedMessage '*The vault returns*'
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        @(Get-VgsServiceAccount -OrganizationId ACemulator -Name stepped -Session manager) | Should -HaveCount 1
    }
}
