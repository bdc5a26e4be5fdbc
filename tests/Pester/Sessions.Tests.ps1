#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Connect, share, renew, end.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator -Option '--token-lifetime', '2'
    $uris = $emulator.Uris
    $connect = @{ Credential = $emulator.Calm } + $uris
    function TokenRequests { @(Get-EmulatorRequest $emulator | Where-Object Path -Like '*/token').Count }
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Without a session' {
    It 'a command says both ways out' {
        { Get-VgsCard -Id CRD1 } | Should -Throw -ErrorId 'NotConnected*'
        $Error[0].ErrorDetails.Message | Should -BeLike '*Connect-VgsCalm*-Session*'
    }
}

Describe 'A session' {
    BeforeEach { Connect-VgsCalm @connect }

    It 'is opened from the environment' {
        $env:VGS_CLIENT_ID = $emulator.Calm.UserName
        $env:VGS_CLIENT_SECRET = $emulator.Calm.GetNetworkCredential().Password
        try { Connect-VgsCalm -FromEnvironment -Name environment @uris }
        finally { Remove-Item Env:VGS_CLIENT_ID, Env:VGS_CLIENT_SECRET }

        (Get-VgsCalmSession environment).ClientId | Should -Be $emulator.Calm.UserName
    }

    It 'with a wrong secret fails right away' {
        $wrong = [pscredential]::new($emulator.Calm.UserName, (ConvertTo-SecureString 'wrong' -AsPlainText -Force))

        { Connect-VgsCalm -Credential $wrong @uris } | Should -Throw -ErrorId 'AuthenticationFailed*'
    }

    It 'outlives its tokens' {
        $end = [datetime]::UtcNow.AddSeconds(4.5)
        $calls = 0
        while ([datetime]::UtcNow -lt $end) {
            $body = @{ name = 'Ann'; number = '4111111111111112'; exp_month = 1; exp_year = 30 }
            $null = Invoke-VgsCalmRequest -Method Post -Path /card-check -Body $body
            $calls++
        }

        $calls | Should -BeGreaterThan 5
        (Get-VgsCalmSession default).TokenRequests | Should -BeGreaterOrEqual 3
    }

    It 'is shared by parallel callers, with one token' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $s = Connect-VgsCalm @connect -Name shared -PassThru
        $manifest = $env:VGSCALM_MANIFEST

        $clients = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
            Import-Module $using:manifest
            (Get-VgsAccessToken -Session $using:s).ClientId
        }

        $clients | Should -HaveCount 8
        $s.TokenRequests | Should -BeLessOrEqual 2
    }

    It 'is ended, and then names what to do' {
        $s = Connect-VgsCalm @connect -Name short -PassThru

        $s | Disconnect-VgsCalm

        Get-VgsCalmSession short -ErrorAction Ignore | Should -BeNullOrEmpty
        { Get-VgsCard -Id CRD1 -Session $s } | Should -Throw -ErrorId 'NotConnected*'
    }
}

Describe 'A person''s questions' {
    BeforeEach {
        Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
        Connect-VgsCalm @connect
    }

    It 'which organizations and vaults there are' {
        (Get-VgsOrganization -Session admin).OrganizationId | Should -Contain ACemulator
        (Get-VgsVault -Session admin).VaultId | Should -Contain tntemulator
    }

    It 'whether all of it works' {
        (Test-VgsCalmConnection -Session admin).Outcome | Should -Contain Passed
    }

    It 'are asked of the session that was selected' {
        Select-VgsCalmSession admin

        (Get-VgsVault).VaultId | Should -Contain tntemulator
    }
}

Describe 'An access token' {
    It 'is not shown unless it is asked for by name' {
        Connect-VgsCalm @connect
        $text = Get-VgsAccessToken -AsPlainText

        $text | Should -Match '^ey'
        Get-VgsAccessToken | Format-List * | Out-String | Should -Not -Match ([regex]::Escape($text))
    }

    It 'is had on its own, with a credential' {
        (Get-VgsAccessToken @connect).TokenType | Should -Be Bearer
    }

    It 'is one for the whole session' {
        Connect-VgsCalm @connect
        $before = TokenRequests

        $null = 1..50 | ForEach-Object { Get-VgsAccessToken }

        (TokenRequests) - $before | Should -BeLessOrEqual 1
    }
}
