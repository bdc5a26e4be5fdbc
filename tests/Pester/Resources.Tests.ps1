#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Network tokens, merchants, and calls that have no command of their own.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
    $scopes = 'cards:write', 'cards:read', 'network-tokens:write', 'network-tokens:read', 'merchants:write'
    New-VgsServiceAccountConfig -VaultId tntemulator -Scope $scopes |
        New-VgsServiceAccount -OrganizationId ACemulator -Session admin |
        Connect-VgsCalm @uris
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'A network token' {
    It 'is made, read and removed by its alias' {
        $made = New-VgsNetworkToken tok_sandbox_pester -ExpMonth 11 -ExpYear 2030

        $made.PanAlias | Should -Be tok_sandbox_pester
        (Get-VgsNetworkToken tok_sandbox_pester).PanAlias | Should -Be tok_sandbox_pester
        Remove-VgsNetworkToken tok_sandbox_pester -Confirm:$false
        (Get-VgsNetworkToken tok_sandbox_pester).State | Should -Be DELETED
    }
}

Describe 'A merchant' {
    It 'is made, and a card for it' {
        $merchant = New-VgsMerchant 'Corner Shop' -MerchantLegalName 'Corner Shop Ltd'

        $merchant.Id | Should -BeLike 'MC*'
        New-VgsCard -Name Ann -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 -MerchantId $merchant.Id | Should -Not -BeNullOrEmpty
    }
}

Describe 'A call of any path' {
    It 'gives objects, strings as strings' {
        $card = New-VgsCard -Name Ann -Number 4111111111111112 -ExpMonth 1 -ExpYear 30

        $answer = Invoke-VgsCalmRequest -Path "/cards/$($card.Id)"

        $answer.data.id | Should -Be $card.Id
        $answer.data.created_at | Should -BeOfType string
    }

    It 'takes status and headers apart, as Invoke-RestMethod does' {
        Invoke-VgsCalmRequest /cards/CRDmissing -SkipHttpErrorCheck -StatusCodeVariable status -ResponseHeadersVariable headers |
            Should -Not -BeNullOrEmpty

        $status | Should -Be 404
        $headers.'Content-Type' | Should -Not -BeNullOrEmpty
    }

    It 'never leaves the host' {
        { Invoke-VgsCalmRequest -Path https://example.com/cards -ErrorAction Stop } | Should -Throw -ErrorId 'ForeignHost*'
    }

    It 'is repeated after 503 when it reads' {
        Add-EmulatorFault $emulator @{ kind = 'status'; pathPrefix = '/calm/cards'; status = 503; retryAfter = 0; times = 2 }
        $card = New-VgsCard -Name Ann -Number 4111111111111112 -ExpMonth 1 -ExpYear 30

        Invoke-VgsCalmRequest -Path "/cards/$($card.Id)" | Should -Not -BeNullOrEmpty
    }
}
