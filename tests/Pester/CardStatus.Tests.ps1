#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Update-CardStatus of docs/runbooks, run as it stands, night after night.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Update-CardStatus' {
    BeforeAll {
        $result = Join-Path $TestDrive status-of.csv
        $status = Join-Path $TestDrive status.csv
        Connect-VgsCalm -Credential $emulator.Calm @uris
        $cards = 'Ann,4111111111111112,11,2030,ord-1', 'Cy,4000005550000103,3,2031,ord-2' |
            ConvertFrom-Csv -Header Name, Number, ExpMonth, ExpYear, Reference | New-VgsCard
        $null = $cards | Get-VgsCard -Wait
        $cards | Export-Csv $result -NoTypeInformation
    }

    It 'gives all cards the first time, and then those that changed' {
        $first = @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect)
        $first | Should -HaveCount 2
        $first.Reference | Sort-Object | Should -Be ord-1, ord-2

        # As it was yesterday, before the card got a new number.
        $yesterday = Import-Csv $status
        $yesterday | Where-Object Reference -EQ ord-2 | ForEach-Object { $_.Last4 = '0103'; $_.Event = 'au_card.enrolled' }
        $yesterday | Export-Csv $status -NoTypeInformation
        $second = @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect)
        $second | Should -HaveCount 1
        $second[0].Reference, $second[0].Event, $second[0].OldEvent, $second[0].OldLast4 |
            Should -Be ord-2, au_card.updated, au_card.enrolled, 0103
        $second[0].Last4 | Should -Not -Be 0103
        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect) | Should -HaveCount 0
    }

    It 'writes its file where warnings stop a job, as of -NoTypeInformation' {
        function Export-Csv([Parameter(ValueFromPipeline)] $InputObject, $LiteralPath, [Obsolete('7.7')] [switch] $NoTypeInformation) {
            end { $input | Microsoft.PowerShell.Utility\Export-Csv $LiteralPath }
        }
        $WarningPreference = 'Stop'
        $new = Join-Path $TestDrive warned.csv
        $null = & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $new @connect
        Import-Csv $new | Should -HaveCount 2
    }

    It 'gives a change again that was not taken to its end' {
        $new = Join-Path $TestDrive not-taken.csv
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $new @connect | ForEach-Object { throw 'The shop is down.' } } |
            Should -Throw 'The shop is down.'
        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $new @connect) | Should -HaveCount 2
    }

    It 'has its status file at every moment while it is replaced' {
        & "$PSScriptRoot/Watch-Deletion.ps1" $status { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect } |
            Should -BeNullOrEmpty
    }

    It 'gives a change again that its own example could not put into the shop' {
        $script = Get-Content "$runbooks/Update-CardStatus.ps1" -Raw
        $example = [regex]::Match($script, '(?s)Connect-VgsCalm -Credential \$credential\r?\n.*?(?=\r?\n *\r?\n)').Value
        $shop = @{ IsDown = $true; Customers = @() }
        function Set-CardOnFile {
            [CmdletBinding()]
            param($Customer, $Number, $Expiry)
            if ($shop.IsDown) { Write-Error 'The shop is down.' } else { $shop.Customers += "$Customer $($Number.Length) $($Expiry.Count)" }
        }
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        Copy-Item "$runbooks/Update-CardStatus.ps1" $folder
        Copy-Item $result "$folder/result.csv"
        $credential = $emulator.Calm
        $env:VGSCALM_EMULATOR = $emulator.Address
        Push-Location $folder
        try {
            { . ([scriptblock]::Create($example)) 3> $null } | Should -Throw 'The shop is down.'
            $shop.IsDown = $false
            1..2 | ForEach-Object { . ([scriptblock]::Create($example)) 3> $null }
        }
        finally {
            $env:VGSCALM_EMULATOR = $null
            Pop-Location
        }

        $shop.Customers | Should -Be 'ord-2 16 2'
    }

    It 'gives a new number that ends as the old one did' {
        $null = & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect
        $yesterday = Import-Csv $status
        $yesterday | Where-Object Reference -EQ ord-2 | ForEach-Object { $_.Bin = '400001' }
        $yesterday | Export-Csv $status -NoTypeInformation

        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect).Reference | Should -Be ord-2
    }

    It 'refuses a file that has no ids, and one that is no status file' {
        $other = Join-Path $TestDrive "$(New-Guid).csv"
        Import-Csv $result | Export-Csv $other -Delimiter ';'
        { & "$runbooks/Update-CardStatus.ps1" $other -StatusPath $status @connect } | Should -Throw '*no column Id*'

        Import-Csv $result | Select-Object Id, Reference | Export-Csv $other
        $before = Get-Content $other -Raw
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $other @connect } | Should -Throw '*no column State, *'
        Get-Content $other -Raw | Should -Be $before
    }

    It 'refuses another file also where it has one line alone' {
        $other = Join-Path $TestDrive "$(New-Guid).csv"
        Set-Content $other '{"Id":"CRDa"}'
        { & "$runbooks/Update-CardStatus.ps1" $other -StatusPath $status @connect } | Should -Throw '*no column Id*'
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $other @connect } | Should -Throw '*no column Id, State, *'
        Get-Content $other | Should -Be '{"Id":"CRDa"}'
    }

    It 'takes the place of no pipe, device or folder' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $pipe = Join-Path $TestDrive "$(New-Guid).csv"
        mkfifo $pipe

        # Whoever reads it finds its end.
        $writer = [Diagnostics.Process]::Start('sh', "-c `"while :; do : > '$pipe'; done`"")
        try { { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $pipe @connect } | Should -Throw '*no file that can be replaced*' }
        finally { $writer.Kill() }
        (Get-Item $pipe).UnixStat.ItemType | Should -Be NamedPipe
    }

    It 'writes through a link to its status file' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        $link = New-Item "$folder/link.csv" -ItemType SymbolicLink -Value real.csv
        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $link @connect) | Should -HaveCount 2

        $link.LinkTarget | Should -Be real.csv
        @(Import-Csv "$folder/real.csv") | Should -HaveCount 2
        @(Get-ChildItem $folder) | Should -HaveCount 2
        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath "$folder/real.csv" @connect) | Should -HaveCount 0
    }

    It 'changes nothing where the disk is full, and leaves no half file' {
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        function Export-Csv { throw 'No space left on device' }
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath "$folder/status.csv" @connect } |
            Should -Throw "*status.csv' cannot be written; the next run gives the same changes again. No space*"
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'keeps a file that its owner alone can read, without a card number' {
        $null = & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect

        Get-Content $status -Raw | Should -Not -Match '[0-9]{12}'
        if (-not $IsWindows) { (Get-Item $status).UnixMode | Should -Be '-rw-------' }
    }

    It 'says with its exit status that a card could not be read, and keeps what it knew' {
        $more = Join-Path $TestDrive more.csv
        Get-Content $result | Set-Content $more
        Import-Csv $result | Select-Object -First 1 | ForEach-Object { $_.Id = 'CRDnone'; $_ } | Export-Csv $more -Append
        $null = & "$runbooks/Update-CardStatus.ps1" $more -StatusPath $status @connect 2>&1

        $LASTEXITCODE | Should -Be 2
        @(Import-Csv $status) | Should -HaveCount 2
    }

    It 'asks for each of the ids that differ in case alone' {
        Set-Content "$status.case" 'Id', 'CRDnone', 'CRDNone'
        $unread = @(& "$runbooks/Update-CardStatus.ps1" "$status.case" -StatusPath $status @connect 2>&1)
        $unread.TargetObject | Sort-Object -CaseSensitive | Should -BeExactly CRDnone, CRDNone
    }

    It 'reads all the files that a pattern fits, and any that it is named' {
        $folder = New-Item (Join-Path $TestDrive 'done [1]') -ItemType Directory
        $rows = @(Import-Csv $result)
        $rows[0] | Export-Csv -LiteralPath "$folder/1.result.csv"
        $rows[1] | Export-Csv -LiteralPath "$folder/2.result.csv"
        $typed = Join-Path $TestDrive 'done `[1`]'
        $all = [ordered]@{ "$typed/*.result.csv" = 2; "$folder/1.result.csv" = 1; "$typed/2.result.csv" = 1 }

        foreach ($path in $all.Keys) {
            Remove-Item $status -ErrorAction Ignore
            @(& "$runbooks/Update-CardStatus.ps1" $path -StatusPath $status @connect) | Should -HaveCount $all[$path]
        }

        @(& "$runbooks/Update-CardStatus.ps1" "$typed/*.none", "$typed/*.csv" -StatusPath $status @connect) | Should -HaveCount 1
        { & "$runbooks/Update-CardStatus.ps1" "$folder-none/*", "$typed/*.csv" -StatusPath $status @connect } | Should -Throw '*no folder*'
        { & "$runbooks/Update-CardStatus.ps1" "$typed/*.none" -StatusPath $status @connect } | Should -Throw 'No file fits*'
        { & "$runbooks/Update-CardStatus.ps1" "$typed/none" -StatusPath $status @connect } | Should -Throw -ErrorId 'PathNotFound*'
    }

    It 'gives changes that go on to Get-VgsCard in the caller''s session' {
        Remove-Item $status -ErrorAction Ignore
        Disconnect-VgsCalm *
        Open-CallersSession

        $cards = & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $status @connect |
            Where-Object Event -EQ au_card.updated |
            Get-VgsCard

        $cards.Reference | Should -Be ord-2
        Set-Content "$status.bad" 'Id', 'CRDnone'
        $null = & "$runbooks/Update-CardStatus.ps1" "$status.bad" -StatusPath $status @connect 2>&1
        $LASTEXITCODE | Should -Be 2
        (Get-VgsCalmSession).Name | Should -Be admin, default
    }

    It 'gives no change that it cannot keep, and asks VGS nothing then' {
        $asked = @(Get-EmulatorRequest $emulator).Count
        $missing = Join-Path $TestDrive missing/status.csv
        $given = [System.Collections.Generic.List[object]]::new()

        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $missing @connect | ForEach-Object { $given.Add($_) } } | Should -Throw

        $given | Should -HaveCount 0
        @(Get-EmulatorRequest $emulator).Count | Should -Be $asked
    }
}
