#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# What a person sees and types: tables, completion, help, transcripts.

BeforeDiscovery {
    Import-Module $env:VGSCALM_MANIFEST
    $commands = @(Get-Command -Module VgsCalm | ForEach-Object { @{ Command = $_; Name = $_.Name } })
    $examples = Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Where-Object Name -NE Screen.Tests.ps1 | Get-Content -Raw
}

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    Connect-VgsCalm -Credential $emulator.Calm @uris
    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe '<Name>' -ForEach $commands {
    BeforeAll {
        $help = Get-Help $Name -Full
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $own = @($Command.Parameters.Values | Where-Object Name -NotIn $common)
    }

    It 'has an approved verb and a singular noun' {
        (Get-Verb).Verb | Should -Contain $Command.Verb
        $Command.Noun | Should -Not -Match '[^s]s$'
    }

    It 'says what it gives, if anything' {
        [bool] $Command.OutputType | Should -Be ($Name -notin 'Disconnect-VgsCalm', 'Remove-VgsServiceAccount', 'Select-VgsCalmSession')
    }

    It 'has help for itself and for each parameter, and two examples' {
        $help.Synopsis | Should -Not -BeLike "$Name*"
        "$($help.description.Text)" | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($parameter in $own) {
            $said = $help.parameters.parameter | Where-Object name -EQ $parameter.Name
            "$($said.description.Text)" | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) is a parameter"
        }
    }

    It 'is used in these tests' -ForEach @{ Examples = $examples -join '' } {
        $Examples | Should -Match "\b$Name\b"
    }
}

Describe 'A table' {
    It 'of <What> shows <Whole> whole on a screen of 100 columns' -ForEach @(
        @{
            What = 'cards'; Whole = 'Id', 'State', 'Number'
            Script = { New-VgsCard -Name ('A' * 60) -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 }
        }
        @{ What = 'sessions'; Whole = 'Name', 'ClientId', 'Environment'; Script = { Get-VgsCalmSession } }
        @{
            What = 'configurations'; Whole = 'Name', 'VaultId'
            Script = { New-VgsServiceAccountConfig -VaultId tntabc123 -Name twenty-letter-names1 }
        }
        @{ What = 'tokens'; Whole = 'ClientId', 'TokenType'; Script = { Get-VgsAccessToken } }
    ) {
        $shown = @(& $Script)[0]

        $text = $shown | Format-Table | Out-String -Width 99

        foreach ($property in $Whole) { $text | Should -Match ([regex]::Escape("$($shown.$property)") + '\s') }
    }
}

Describe 'Completion' {
    It 'of "<Line>" offers <Offered>' -ForEach @(
        @{ Line = 'Get-VgsCard -Session '; Offered = 'default' }
        @{ Line = 'Get-VgsCalmSession -Name '; Offered = 'default' }
        @{ Line = 'Disconnect-VgsCalm -Name '; Offered = 'default' }
        @{ Line = 'Connect-VgsCalm -Name '; Offered = 'default' }
        @{ Line = 'Connect-VgsCalm -Environment '; Offered = 'Live' }
        @{ Line = 'Connect-VgsCalm -Scope '; Offered = 'cards:write' }
        @{ Line = 'New-VgsServiceAccountConfig -Scope cards:write, '; Offered = 'cards:read' }
        @{ Line = 'New-VgsServiceAccountConfig -Template '; Offered = 'calm' }
        @{ Line = 'Invoke-VgsCalmRequest -Api '; Offered = 'CardAttributes' }
        @{ Line = 'Invoke-VgsCalmRequest -Path /c'; Offered = '/cards' }
        @{ Line = 'New-VgsCard -Capability '; Offered = 'ACCOUNT_UPDATER' }
    ) {
        Complete $Line | Should -Contain $Offered
    }
}

Describe 'A transcript with -Verbose and -Debug' {
    It 'has no token, no secret and no card number' {
        $file = Join-Path $TestDrive transcript.txt
        $secret = $emulator.Calm.GetNetworkCredential().Password
        $token = Get-VgsAccessToken -AsPlainText

        $null = Start-Transcript $file
        try {
            Connect-VgsCalm -Credential $emulator.Calm @uris -Verbose -Debug
            New-VgsCard -Name Ann -Number 4111111111111112 -ExpMonth 1 -ExpYear 30 -Verbose -Debug | Out-Default
        }
        finally { $null = Stop-Transcript }

        $text = Get-Content $file -Raw
        $text | Should -Match 'POST'
        $text | Should -Not -Match ([regex]::Escape($secret))
        $text | Should -Not -Match ([regex]::Escape($token))
        $text | Should -Not -Match '4111111111111112(?! -ExpMonth)'
    }
}

Describe 'about_<_>' -ForEach 'VgsCalm', 'VgsCalm_Sessions', 'VgsCalm_Security' {
    It 'is there to read' { Get-Help "about_$_" | Out-String | Should -Match 'VGS' }
}
