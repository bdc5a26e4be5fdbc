#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Update-CardTable of docs/runbooks, run as it stands, on events in whatever order.

BeforeAll {
    Import-Module $env:VGSCALM_MANIFEST
    $runbooks = Join-Path $PSScriptRoot ../../docs/runbooks
}

AfterAll { Remove-Module VgsCalm }

Describe 'Update-CardTable' {
    BeforeAll {
        # An event as it comes out of a queue of JSON, so many minutes after midnight; members that it does not have are left out.
        function New-Told([int] $Minute, [hashtable] $Member) {
            $time = [datetime]::new(2026, 1, 1, 0, $Minute, 0, [DateTimeKind]::Utc)
            $told = @{ Id = "$(New-Guid)"; Subject = 'Card'; CardId = 'CRDa'; Timestamp = $time }
            foreach ($name in $Member.Keys) { $told[$name] = $Member[$name] }
            [pscustomobject] $told
        }

        function New-Table { Join-Path $TestDrive "$(New-Guid).csv" }
        $update = "$runbooks/Update-CardTable.ps1"
    }

    It 'leaves the table the rights that it was given' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        foreach ($mode in [IO.UnixFileMode] 'UserRead, UserWrite', [IO.UnixFileMode] 'UserRead, UserWrite, GroupRead, GroupWrite') {
            [IO.File]::SetUnixFileMode($table, $mode)
            $null = New-Told 2 @{ Change = 'Expired' } | & $update $table
            [IO.File]::GetUnixFileMode($table) | Should -Be $mode
        }
    }

    It 'is there at every moment while it is replaced' {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        $gone = & "$PSScriptRoot/Watch-Deletion.ps1" $table { $null = New-Told 2 @{ Change = 'Expired' } | & $update $table }
        $gone | Should -BeNullOrEmpty
        (Import-Csv $table).Change | Should -Be Expired
    }

    It 'has what is known after <Case>' -ForEach @(
        @{
            Case = 'an update without the new number'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; OldNumber = 'old'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update with both'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update without the new expiry'; Number = 'new'; Expiry = ''
            Events = @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; OldExpiry = '2030-11' }
        }
        @{
            Case = 'an update after the number was known'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Valid'; OldNumber = 'old' }, @{ Change = 'Updated'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update that tells nothing'; Number = ''; Expiry = ''
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' }, @{ Change = 'Updated' }
        }
        @{
            Case = 'an update told again without the number'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'old'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a second update without the number'; Number = ''; Expiry = '2036-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewExpiry = '2036-11' }
        }
        @{
            Case = 'the end of the account'; Number = 'old'; Expiry = ''
            Events = @{ Change = 'Enrolled' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'the end after an update'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'the end after an update without the number'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewExpiry = '2033-11' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'advice to ask the cardholder'; Number = 'old'; Expiry = '2030-11'
            Events = @{ Change = 'ContactCardholderAdvice'; OldNumber = 'old'; OldExpiry = '2030-11' }
        }
        @{
            Case = 'a look after an update'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Valid' }
        }
        @{
            Case = 'a new expiry of a number that is known'; Number = 'same'; Expiry = '2033-11'
            Events = @{ Change = 'Valid'; OldNumber = 'same' }, @{ Change = 'Expired'; OldNumber = 'same'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a new expiry alone'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Expired'; OldNumber = 'same'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token that is suspended'; Number = 'token'; Expiry = '2033-11'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Suspended'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token with a new expiry'; Number = ''; Expiry = '2036-11'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Updated'; NewExpiry = '2036-11' }
        }
    ) {
        $table = New-Table
        $minute = 0
        foreach ($member in $Events) { $null = New-Told (++$minute) $member | & $update $table }

        $row = Import-Csv $table
        "$($row.Number) | $($row.Expiry)" | Should -Be "$Number | $Expiry"
    }

    It 'has no old values after <Case> that came late' -ForEach @(
        @{
            Case = 'an update'; Number = ''; Expiry = ''; Change = 'Closed'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' },
            @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Closed' }
        }
        @{
            Case = 'a new expiry'; Number = 'old'; Expiry = ''; Change = 'Closed'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' },
            @{ Change = 'Expired'; OldNumber = 'old'; NewExpiry = '2033-11' }, @{ Change = 'Closed' }
        }
        @{
            Case = 'an update that the newer one knew'; Number = 'newer'; Expiry = '2036-11'; Change = 'Updated'
            Events = @{ Change = 'Valid' }, @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewNumber = 'newer'; NewExpiry = '2036-11' }
        }
        @{
            Case = 'an update before one without the number'; Number = ''; Expiry = '2033-11'; Change = 'Updated'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token''s new number'; Number = ''; Expiry = ''; Change = 'Suspended'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2036-11' },
            @{ Subject = 'NetworkToken'; Change = 'Suspended' }
        }
    ) {
        $table = New-Table
        $first, $late, $last = 1..3 | ForEach-Object { New-Told $_ $Events[$_ - 1] }
        $null = $first, $last | & $update $table
        $changed = @($late | & $update $table)

        $row = Import-Csv $table
        "$($row.Number) | $($row.Expiry) | $($row.Change)" | Should -Be "$Number | $Expiry | $Change"
        [datetime] $row.EventTime | Should -Be $last.Timestamp.ToLocalTime()
        foreach ($one in $changed) { "$($one.Number)$($one.Expiry)" | Should -Be "$Number$Expiry" }
    }

    It 'refuses a file that is no table, and leaves it as it is' {
        $other = New-Table
        Set-Content $other 'Id,Reference', 'CRDa,ord-1'
        { New-Told 1 @{ Change = 'Valid' } | & $update $other } | Should -Throw '*no column Subject, *'
        Get-Content $other | Should -Be 'Id,Reference', 'CRDa,ord-1'
    }

    It 'tells apart ids that differ in case alone' {
        $table = New-Table
        $null = 'CRDa', 'CRDA' | ForEach-Object { New-Told 1 @{ Change = 'Valid'; CardId = $_ } } | & $update $table
        (Import-Csv $table).Id | Should -Be CRDa, CRDA
    }

    It 'keeps one table under two names where one is a link' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        $link = New-Item "$folder/link.csv" -ItemType SymbolicLink -Value real.csv
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $link
        $null = New-Told 2 @{ Change = 'Closed' } | & $update "$folder/real.csv"
        $null = New-Told 1 @{ Change = 'Valid'; CardId = 'CRDb' } | & $update $link

        $link.LinkTarget | Should -Be real.csv
        (Import-Csv $link).Change | Should -Be Closed, Valid
        @(Get-ChildItem $folder).Name | Should -Be link.csv, real.csv, real.csv.lock
    }

    It 'knows the names that the module gives to numbers' {
        $changes = [enum]::GetNames([VgsCalm.VgsWebhookChange])
        $subjects = [enum]::GetNames([VgsCalm.VgsWebhookSubject])

        $told = for ($i = 0; $i -lt $changes.Count; $i++) { New-Told 1 @{ CardId = "CRD$i"; Change = $i; Subject = $i % $subjects.Count } }
        $rows = $told | & $update (New-Table)

        $rows.Change | Should -Be $changes
        $rows[0..($subjects.Count - 1)].Subject | Should -Be $subjects
    }

    It 'refuses a time or number that it cannot read, and writes nothing' {
        $table = New-Table
        $told = New-Told 1 @{}
        { $told, (New-Told 2 @{ Timestamp = '27.11.2026 09:00:00' }) | & $update $table } | Should -Throw '*ISO 8601*'
        { $told, (New-Told 2 @{ Change = 99 }) | & $update $table } | Should -Throw '*no name*'
        $table | Should -Not -Exist
    }

    It 'writes the same times in the culture <_>' -ForEach 'th-TH', 'ar-SA', 'fa-IR', 'fi-FI' {
        $table = New-Table
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $null = New-Told 2 @{ Change = 'Valid' } | & $update $table
        }
        finally { [cultureinfo]::CurrentCulture = $culture }

        (Import-Csv $table).EventTime | Should -Be 2026-01-01T00:02:00.0000000Z
    }

    It 'gives each row once, as it is now, in strict mode too' {
        Set-StrictMode -Version Latest
        $table = New-Table
        $events = (New-Told 1 @{ Change = 'Enrolled' }), (New-Told 2 @{ Change = 'Valid' }),
        (New-Told 3 @{ Change = 'Closed'; CardId = 'CRDb' })

        $changed = @($events | & $update $table)

        $changed.Id | Should -Be CRDa, CRDb
        $changed.Change | Should -Be Valid, Closed
        @($events | & $update $table) | Should -HaveCount 0
    }

    It 'says at once that the folder of the table is missing' {
        { New-Told 1 @{} | & $update "$TestDrive/none/table.csv" } | Should -Throw '*could not find a part of the path*'
    }

    It 'finds its table under the name that Tab completes' {
        $null = New-Told 1 @{} | & $update "$TestDrive/cards [1].csv"
        $null = New-Told 2 @{} | & $update "$TestDrive/cards ``[1``].csv"

        @(Get-ChildItem $TestDrive -Filter 'cards *.csv') | Should -HaveCount 1
    }
}
