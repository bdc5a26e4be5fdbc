#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Step-Credential of docs/runbooks, run as it stands, beside another team's accounts.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Step-Credential' {
    BeforeAll {
        # A vault for this test, as two script blocks that name it.
        $vault = @{}
        $store = @{
            Get = { param($Name) $vault[$Name] }
            Set = { param($Name, $Credential) if (-not $vault['is read-only']) { $vault[$Name] = $Credential } }
        }
        $admin = @{ OrganizationId = 'ACemulator'; Session = 'manager' }
        $step = @{ Name = 'vgs-calm'; OrganizationId = 'ACemulator'; Administrator = $emulator.Admin; Connection = $uris }
        function AccountIds { @(Get-VgsServiceAccount @admin).ClientId }
    }

    BeforeEach {
        Connect-VgsCalm -Credential $emulator.Admin -Name manager @uris
        $vault.Clear()

        # Two teams, and accounts of the default name, as the README makes them.
        $theirs = 1..2 | ForEach-Object { New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @admin }
        $first = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @admin
        $vault['vgs-calm'] = $first.Credential
        $others = AccountIds | Where-Object { $_ -ne $first.ClientId }
    }

    AfterEach {
        # No other account was touched, whatever the test did, and what the vault has works.
        $others | Where-Object { $_ -notin (AccountIds) } | Should -BeNullOrEmpty
        { Connect-VgsCalm -Credential $vault['vgs-calm'] -Name proof @uris -ErrorAction Stop } | Should -Not -Throw
        Get-VgsServiceAccount @admin -Name calm |
            Where-Object ClientId -NotLike '*calm-0000*' |
            Remove-VgsServiceAccount -Session manager -Force
    }

    It 'removes the account that it replaced the last time, and no other of that name' {
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
        AccountIds | Should -Contain $first.ClientId

        $third = & "$runbooks/Step-Credential.ps1" @step @store
        AccountIds | Should -Not -Contain $first.ClientId
        AccountIds | Should -Contain $second.ClientId
        $vault['vgs-calm'].UserName | Should -Be $third.ClientId
    }

    It 'leaves all as it was when the vault does not take the successor' {
        $vault['is read-only'] = $true

        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*not replaced*'
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        AccountIds | Sort-Object | Should -Be (@($others) + $first.ClientId | Sort-Object)
    }

    It 'removes nothing where a person went back to the account before' {
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'] = $first.Credential

        $null = & "$runbooks/Step-Credential.ps1" @step @store
        AccountIds | Should -Contain $first.ClientId
        AccountIds | Should -Contain $second.ClientId
    }

    It 'does nothing where the secret of the last time is no predecessor' {
        $stranger = New-VgsServiceAccountConfig -VaultId tntemulator -Name billing | New-VgsServiceAccount @admin
        $vault['vgs-calm-previous'] = $stranger.Credential

        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*no predecessor*'
        AccountIds | Should -Contain $stranger.ClientId
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        $stranger | Remove-VgsServiceAccount -Session manager -Force
    }

    It 'leaves the sessions of its caller open, also when it fails' {
        Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
        $null = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['is read-only'] = $true
        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*not replaced*'

        (Get-VgsCalmSession).Name | Should -Contain admin
        @((Get-VgsCalmSession).Name -like 'Step-Credential*') | Should -HaveCount 0
        Disconnect-VgsCalm admin
    }

    It 'runs in strict mode' {
        Set-StrictMode -Version Latest
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
    }

    It 'keeps credentials in files where there is no vault' {
        $folder = Join-Path $TestDrive credentials
        $null = New-Item $folder -ItemType Directory
        $first.Credential | Export-Clixml "$folder/vgs-calm.xml"
        $files = @{
            Get = { param($Name) if (Test-Path -LiteralPath "$folder/$Name.xml") { Import-Clixml -LiteralPath "$folder/$Name.xml" } }
            Set = { param($Name, $Credential) $Credential | Export-Clixml -LiteralPath "$folder/$Name.xml" }
        }

        $second = & "$runbooks/Step-Credential.ps1" @step @files

        $vault['vgs-calm'] = Import-Clixml "$folder/vgs-calm.xml"
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
        (Import-Clixml "$folder/vgs-calm-previous.xml").UserName | Should -Be $first.ClientId
    }

    It 'prints the successor in a job that ends with exit' {
        $folder = Join-Path $TestDrive job
        $null = New-Item $folder -ItemType Directory
        $first.Credential | Export-Clixml "$folder/vgs-calm.xml"
        $emulator.Admin | Export-Clixml "$folder/admin.xml"
        Set-Content "$folder/job.ps1" @"
Import-Module '$env:VGSCALM_MANIFEST'
`$env:VGSCALM_EMULATOR = '$($emulator.Address)'
`$files = @{
    Get = { param(`$Name) if (Test-Path "$folder/`$Name.xml") { Import-Clixml "$folder/`$Name.xml" } }
    Set = { param(`$Name, `$Credential) `$Credential | Export-Clixml "$folder/`$Name.xml" }
}
& '$runbooks/Step-Credential.ps1' vgs-calm -Administrator (Import-Clixml '$folder/admin.xml') @files
"@
        $printed = dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command ". '$folder/job.ps1'; exit `$LASTEXITCODE"

        $vault['vgs-calm'] = Import-Clixml "$folder/vgs-calm.xml"
        $vault['vgs-calm'].UserName | Should -Not -Be $first.ClientId
        "$printed" | Should -Match $vault['vgs-calm'].UserName
    }
}
