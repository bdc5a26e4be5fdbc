#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# From a configuration to an account that is revoked: the credential cycle.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
    $organization = @{ OrganizationId = 'ACemulator'; Session = 'admin' }
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'A configuration' {
    It 'is made, written and read back' {
        $file = Join-Path $TestDrive credentials.yaml

        New-VgsServiceAccountConfig -VaultId tntabc123 | Export-VgsServiceAccountConfig $file
        $config = Import-VgsServiceAccountConfig $file

        $config.VaultId | Should -Be tntabc123
        $config.Scope | Should -Be 'cards:write', 'cards:read'
    }

    It 'is not written over a file that exists' {
        $file = Join-Path $TestDrive kept.yaml
        Set-Content $file 'mine'

        { New-VgsServiceAccountConfig -VaultId tntabc123 | Export-VgsServiceAccountConfig $file -ErrorAction Stop } |
            Should -Throw -ErrorId 'FileExists*'
        Get-Content $file | Should -Be 'mine'
    }

    It 'that is wrong is refused with its line' {
        $file = Join-Path $TestDrive wrong.yaml
        Set-Content $file "apiVersion: 1.0.0`nkind: Vault"

        { Import-VgsServiceAccountConfig $file -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigInvalid*' -ExpectedMessage '*line 2*'
    }
}

Describe 'A service account' {
    It 'is made, found, used and revoked' {
        $account = New-VgsServiceAccountConfig -VaultId tntemulator -Name pester | New-VgsServiceAccount @organization

        (Get-VgsServiceAccount @organization -Name pester).ClientId | Should -Be $account.ClientId
        (Connect-VgsCalm -Credential $account.Credential -Name pester -PassThru @uris).ClientId | Should -Be $account.ClientId
        $account | Remove-VgsServiceAccount -Session admin -Force
        Get-VgsServiceAccount @organization -Name pester | Should -BeNullOrEmpty
        { Connect-VgsCalm -Credential $account.Credential @uris -ErrorAction Stop } | Should -Throw -ErrorId 'AuthenticationFailed*'
    }

    It 'connects from the pipeline' {
        $session = New-VgsServiceAccountConfig -VaultId tntemulator |
            New-VgsServiceAccount @organization |
            Connect-VgsCalm -Name piped -PassThru @uris

        $session.VaultId | Should -Be tntemulator
    }

    It 'is not made by -WhatIf' {
        $before = @(Get-VgsServiceAccount @organization).Count

        New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @organization -WhatIf | Should -BeNullOrEmpty
        @(Get-VgsServiceAccount @organization).Count | Should -Be $before
    }

    It 'is replaced by one that has proved itself' {
        $old = New-VgsServiceAccountConfig -VaultId tntemulator -Name turned | New-VgsServiceAccount @organization

        $next = Reset-VgsServiceAccount @organization -ClientId $old.ClientId -RemoveOld -Confirm:$false

        $next.Scope | Should -Be $old.Scope
        @(Get-VgsServiceAccount @organization).ClientId | Should -Contain $next.ClientId
        @(Get-VgsServiceAccount @organization).ClientId | Should -Not -Contain $old.ClientId
    }

    It 'whose output nothing takes stays in a variable of the shell' {
        $env:VGS_CLIENT_ID, $env:VGS_CLIENT_SECRET = $emulator.Admin.UserName, $emulator.Admin.GetNetworkCredential().Password
        $script = Join-Path $TestDrive make.ps1
        Set-Content $script @"
Import-Module '$env:VGSCALM_MANIFEST'
`$null = Connect-VgsCalm -FromEnvironment -Name admin -EmulatorUri $($emulator.Address)
New-VgsServiceAccountConfig -VaultId tntabc123 | New-VgsServiceAccount -Session admin
"kept: `$newServiceAccount"
"@
        $shell = "$PSHOME/pwsh.dll", '-NoProfile', '-NonInteractive'

        $kept = dotnet @shell -File $script
        $typed = dotnet @shell -Command ((Get-Content $script -Raw) + "Remove-Variable newServiceAccount; & '$script'")
        Remove-Item Env:VGS_CLIENT_ID, Env:VGS_CLIENT_SECRET

        $kept | Should -Contain "kept: calm ($(([regex]'ACemulator-calm-\w+').Match($kept).Value))"
        "$kept" | Should -Match 'WARNING: The output was not assigned.+Set-Secret NAME \$newServiceAccount\.Credential'
        @($typed -match 'WARNING').Count | Should -Be 1
        ($typed -like 'kept: *')[1] | Should -Be 'kept: ' -Because 'the output of a script that is called may be taken'
    }

    It 'keeps its secret out of whatever prints it' {
        $account = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @organization
        $secret = $account.Credential.GetNetworkCredential().Password

        $list = $account | Format-List * | Out-String
        $json = $account | ConvertTo-Json -Depth 5 -WarningAction SilentlyContinue
        "$account", $list, $json -join '' | Should -Not -BeLike "*$secret*"
    }

    It 'survives Export-Clixml, as vaults keep it' {
        $file = Join-Path $TestDrive account.xml
        $account = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @organization

        $account.Credential | Export-Clixml $file

        (Connect-VgsCalm -Credential (Import-Clixml $file) -Name kept -PassThru @uris).ClientId | Should -Be $account.ClientId
    }
}
