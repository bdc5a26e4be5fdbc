#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Cards through the pipeline: from a file, to a file.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    Connect-VgsCalm -Credential $emulator.Calm @uris
    $csv = Join-Path $TestDrive cards.csv
    Set-Content $csv @(
        'Name,CardNumber,ExpirationMonth,ExpirationYear'
        'Ann Ash,4111111111111112,11,2030'
        '"Birch, Bo",5100000000000032,2,31'
        'Cy Cedar,2300000000000074,03,2032'
    )
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Cards of a CSV file' {
    It 'are enrolled, waited for and written to another, in order' {
        $result = Join-Path $TestDrive enrolled.csv

        Import-Csv $csv | New-VgsCard | Get-VgsCard -Wait | Export-Csv $result -NoTypeInformation

        $rows = @(Import-Csv $result)
        $rows.Name | Should -Be 'Ann Ash', 'Birch, Bo', 'Cy Cedar'
        $rows.State | Should -Be enrolled, enrolled, enrolled
        Get-Content $result -Raw | Should -Not -Match '4111111111111112'
    }

    It 'are enrolled by Import-VgsCard, once, however often it runs' {
        $arguments = @{
            Path = $csv
            JournalPath = Join-Path $TestDrive once.journal.jsonl
            ResultPath = Join-Path $TestDrive result.csv
        }

        (Import-VgsCard @arguments -Wait).Enrolled | Should -Be 3
        $sent = @(Get-EmulatorRequest $emulator | Where-Object Path -EQ /calm/cards | Where-Object Method -EQ POST).Count
        $again = Import-VgsCard @arguments -Wait

        $again.Enrolled | Should -Be 3
        @(Get-EmulatorRequest $emulator | Where-Object Path -EQ /calm/cards | Where-Object Method -EQ POST).Count | Should -Be $sent
        @(Import-Csv $arguments.ResultPath) | Should -HaveCount 3
        Get-Content $arguments.JournalPath -Raw | Should -Not -Match '4111111111111112'
    }
}

Describe 'A card' {
    It 'shows its number masked, and whole only when asked' {
        $card = New-VgsCard -Name 'Ann Ash' -Number 4111111111111112 -ExpMonth 11 -ExpYear 30

        $card.Number | Should -Be '411111******1112'
        $card.RevealNumber() | Should -Be '4111111111111112'
        $card | Format-Table | Out-String | Should -Match '411111\*{6}1112'
    }

    It 'that is wrong is named by its field, and nothing is sent' {
        $sent = @(Get-EmulatorRequest $emulator).Count

        { New-VgsCard -Name 'Ann Ash' -Number 4111111111111112 -ExpMonth 13 -ExpYear 30 -ErrorAction Stop } |
            Should -Throw -ErrorId 'CardInvalid*' -ExpectedMessage '*ExpMonth*'
        @(Get-EmulatorRequest $emulator).Count | Should -Be $sent
    }

    It 'that VGS refuses does not stop the others' {
        $cards = @(
            [pscustomobject]@{ Name = 'Ann'; Number = '9100000000000002'; ExpMonth = 1; ExpYear = 30 }
            [pscustomobject]@{ Name = 'Bo'; Number = '4111111111111112'; ExpMonth = 1; ExpYear = 30 }
        )

        $made = $cards | New-VgsCard -ErrorVariable failed -ErrorAction SilentlyContinue

        $made.Name | Should -Be Bo
        $failed[0].Exception.Code | Should -Be card-brand-not-supported
    }

    It 'is not made by -WhatIf' {
        $sent = @(Get-EmulatorRequest $emulator).Count

        Import-Csv $csv | New-VgsCard -WhatIf | Should -BeNullOrEmpty
        @(Get-EmulatorRequest $emulator).Count | Should -Be $sent
    }

    It 'that does not exist is NotFound, with the id as target' {
        Get-VgsCard -Id CRDmissing -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NotFound*'
        $failed[0].TargetObject | Should -Be CRDmissing
    }

    It 'leaves its result in a redirected output, before what the script prints next' -Skip:$IsWindows {
        $env:VGS_CLIENT_ID, $env:VGS_CLIENT_SECRET = $emulator.Calm.UserName, $emulator.Calm.GetNetworkCredential().Password
        $script, $output, $journal = 'print.ps1', 'printed.txt', 'printed.jsonl' | ForEach-Object { Join-Path $TestDrive $_ }
        Set-Content $script @"
Import-Module '$env:VGSCALM_MANIFEST'
Connect-VgsCalm -FromEnvironment -EmulatorUri $($emulator.Address)
Import-VgsCard '$csv' -JournalPath '$journal' -ResultPath /dev/stdout | ForEach-Object { 'printed next' }
"@
        sh -c "dotnet '$PSHOME/pwsh.dll' -NoProfile -NonInteractive -File '$script' > '$output' 2>&1; echo at last >> '$output'"
        Remove-Item Env:VGS_CLIENT_ID, Env:VGS_CLIENT_SECRET

        $lines = Get-Content $output
        $lines[0] | Should -BeLike 'Row,Reference,Outcome,*'
        $lines[1..3] | Should -BeLike '?,*,enrolling,*'
        $lines[4..5] | Should -Be 'printed next', 'at last'
    }

    It 'sends nothing where what a device gets has no folder on its way' -Skip:$IsWindows {
        $before, $count = $env:TMPDIR, { @(Get-EmulatorRequest $emulator | Where-Object Method -EQ POST).Count }
        $sent = & $count
        $env:TMPDIR = Join-Path $TestDrive nowhere
        try {
            { Import-VgsCard $csv -JournalPath "$TestDrive/untouched.jsonl" -ResultPath /dev/null } |
                Should -Throw '*nowhere*Make it, or correct TMPDIR*Nothing was sent.*'
            { Invoke-VgsCalmRequest /cards -Method Post -Body @{ name = 'x' } -OutFile /dev/null } | Should -Throw '*Nothing was sent.*'
        }
        finally { $env:TMPDIR = $before }

        & $count | Should -Be $sent
        "$TestDrive/untouched.jsonl" | Should -Not -Exist
    }

    It 'is checked for updates without being enrolled' {
        $cvv = ConvertTo-SecureString 123 -AsPlainText -Force

        $update = Get-VgsCardUpdate -Name 'Cy Cedar' -Number 2300000000000073 -ExpMonth 3 -ExpYear 32 -Cvv $cvv

        $update.Event | Should -Be au_card.updated
    }

    It 'tells by its first digits what kind it is' {
        Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
        $scoped = New-VgsServiceAccountConfig -VaultId tntemulator -Scope card-attributes:read |
            New-VgsServiceAccount -OrganizationId ACemulator -Session admin

        $scoped | Connect-VgsCalm -Name attributes @uris

        (Get-VgsCardAttribute 4111111111111112 -Session attributes).Brand | Should -Be VISA
    }
}
