#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Times that VGS gives: what they are worth beside Get-Date's, on this machine and on another.

BeforeDiscovery {
    $zones = 'Europe/Berlin', 'Asia/Tokyo', 'America/St_Johns' | ForEach-Object { @{ Zone = $_ } }
    $sources = @(
        @{ What = 'card'; Property = 'CreatedAt' }
        @{ What = 'card'; Property = 'UpdatedAt' }
        @{ What = 'token'; Property = 'CreatedAt' }
        @{ What = 'token'; Property = 'UpdatedAt' }
        @{ What = 'merchant'; Property = 'CreatedAt' }
        @{ What = 'organization'; Property = 'CreatedAt' }
        @{ What = 'vault'; Property = 'CreatedAt' }
        @{ What = 'account'; Property = 'CreatedAt' }
        @{ What = 'webhook'; Property = 'Timestamp' }
    )
}

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    $zoneBefore = $env:TZ
    Connect-VgsCalm -Credential $emulator.Calm @uris
    Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris

    # .NET has the zone of the variable on Unix; Windows has one zone for all processes.
    function Set-Zone([string] $Zone) {
        if ($IsLinux -or $IsMacOS) { $env:TZ = $Zone }
        [TimeZoneInfo]::ClearCachedData()
    }
    function Get-Told {
        $body = '{"id":"1","timestamp":"' + [datetime]::UtcNow.ToString('o') + '","event":"au_card.updated","details":{"card_id":"CRD1"}}'
        $time = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $mac = [System.Security.Cryptography.HMACSHA256]::new([byte[]][char[]]'a-secret').ComputeHash([Text.Encoding]::UTF8.GetBytes("$time.$body"))
        $secret = ConvertTo-SecureString a-secret -AsPlainText -Force
        ConvertFrom-VgsWebhook -Body $body -Signature "t=$time,v0=$(-join $mac.ForEach{ $_.ToString('x2') })" -Secret $secret
    }
    function Get-Everything {
        @{
            card         = New-VgsCard -Name 'Ann Ash' -Number 4111111111111112 -ExpMonth 11 -ExpYear 30
            token        = New-VgsNetworkToken "tok_sandbox_$(New-Guid)" -ExpMonth 11 -ExpYear 30
            merchant     = New-VgsMerchant -DbaMerchantTradeName Corner -MerchantLegalName 'Corner Ltd'
            organization = Get-VgsOrganization -Session admin
            vault        = Get-VgsVault -Session admin
            account      = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount -Session admin
            session      = Get-VgsCalmSession default
            accessToken  = Get-VgsAccessToken
            webhook      = Get-Told
        }
    }
}

AfterAll {
    $env:TZ = $zoneBefore
    [TimeZoneInfo]::ClearCachedData()
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'In the zone <Zone>, the time' -ForEach $zones {
    BeforeAll {
        Set-Zone $Zone
        $everything = Get-Everything
    }

    It '<Property> of a <What> is worth the same whatever is done with it' -ForEach $sources {
        $from = $everything[$What]
        $time = $from.$Property

        $time -gt (Get-Date).AddDays(-1) | Should -BeTrue
        (Get-Date).AddDays(1) -gt $time | Should -BeTrue
        [Math]::Abs(((Get-Date) - $time).TotalMinutes) | Should -BeLessThan 20
        [Math]::Abs((New-TimeSpan -Start $time).TotalMinutes) | Should -BeLessThan 20
        [Math]::Abs(([DateTimeOffset]::UtcNow - [DateTimeOffset] $time).TotalMinutes) | Should -BeLessThan 20
        @($time | Out-String -Stream | Where-Object { $_ }) | Should -HaveCount 1

        $utc = $time.ToUniversalTime().ToString('u')
        ($from | ConvertTo-Json | ConvertFrom-Json).$Property.ToUniversalTime().ToString('u') | Should -Be $utc
        ([datetime] ($from | ConvertTo-Csv | ConvertFrom-Csv).$Property).ToUniversalTime().ToString('u') | Should -Be $utc
        $from | Export-Clixml (Join-Path $TestDrive it.xml)
        $kept = (Import-Clixml (Join-Path $TestDrive it.xml)).$Property
        $kept | Should -BeExactly $time
        $kept.ToUniversalTime() | Should -BeExactly $time.ToUniversalTime()
        ($from | Select-Object $Property | Where-Object $Property -GT (Get-Date).AddDays(-1)).$Property | Should -BeExactly $time
    }

    # A DateTimeOffset, as Get-AzAccessToken has it: it converts a DateTime that it is compared with, and not the other way.
    It '<Property> of a <What> compares with DateTime and DateTimeOffset' -ForEach @(
        @{ What = 'session'; Property = 'TokenExpiresOn' }
        @{ What = 'accessToken'; Property = 'ExpiresOn' }
    ) {
        $time = $everything[$What].$Property

        $time -gt (Get-Date) | Should -BeTrue
        $time -lt (Get-Date).AddMinutes(20) | Should -BeTrue
        $time -gt [DateTimeOffset]::Now | Should -BeTrue
        ($time - (Get-Date)).TotalMinutes | Should -BeLessThan 20
        ($everything[$What] | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json).$Property.ToUniversalTime() | Should -Be $time.UtcDateTime
        ($everything[$What] | ConvertTo-Csv | ConvertFrom-Csv).$Property | Should -BeLike '*+00:00'
    }

    It 'in a table of <What> is UTC, and says so' -ForEach @(
        @{ What = 'session'; Property = 'TokenExpiresOn' }
        @{ What = 'accessToken'; Property = 'ExpiresOn' }
        @{ What = 'organization'; Property = 'CreatedAt' }
        @{ What = 'token'; Property = 'UpdatedAt' }
    ) {
        $shown = $everything[$What] | Format-Table | Out-String -Width 120

        $shown | Should -Match ([regex]::Escape($everything[$What].$Property.ToUniversalTime().ToString('u')))
    }

    It 'in a table of webhooks is UTC, and says so' {
        $everything.webhook | Format-Table | Out-String -Width 120 |
            Should -Match $everything.webhook.Timestamp.ToUniversalTime().ToString('yyyy-MM-dd HH:mmZ')
    }

    It 'of a card can be read on a machine of another zone' {
        $everything.card | Export-Clixml (Join-Path $TestDrive card.xml)
        $json = $everything.card | ConvertTo-Json
        $utc = $everything.card.CreatedAt.ToUniversalTime()

        Set-Zone Asia/Kolkata

        try {
            $there = (Import-Clixml (Join-Path $TestDrive card.xml)).CreatedAt
            $there.ToUniversalTime() | Should -BeExactly $utc
            $there -gt (Get-Date).AddMinutes(-20) | Should -BeTrue
            ($json | ConvertFrom-Json).CreatedAt.ToUniversalTime() | Should -BeExactly $utc
        }
        finally { Set-Zone $Zone }
    }
}
