#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Update-CardTable of docs/runbooks, run as it stands, on events in whatever order.

BeforeAll { . "$PSScriptRoot/CardTable.Setup.ps1" }

AfterAll { Remove-Module VgsCalm }

Describe 'Update-CardTable' {
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

    It 'has what came of a card, where that has the time of its enrolment' {
        $events = (New-Told 1 @{ Change = 'Enrolled' }), (New-Told 1 @{ Change = 'Closed' })
        foreach ($order in (0, 1), (1, 0)) {
            $table = New-Table
            $null = $events[$order] | ForEach-Object { $_ | & $update $table }
            (Import-Csv $table).Change | Should -Be Closed
        }
    }

    It 'tells apart ids that differ in case alone' {
        $table = New-Table
        $null = 'CRDa', 'CRDA' | ForEach-Object { New-Told 1 @{ Change = 'Valid'; CardId = $_ } } | & $update $table
        (Import-Csv $table).Id | Should -Be CRDa, CRDA
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

    It 'refuses a time without its zone, as CSV has it in Swedish' {
        # The hour that comes twice in autumn would have no order.
        $table = New-Table
        $null = New-Told 1 @{ Timestamp = '2026-10-25T01:05:00.9Z'; Change = 'Closed' } | & $update $table

        { New-Told 1 @{ Timestamp = '2026-10-25 02:30:00'; Change = 'Valid' } | & $update $table } | Should -Throw '*with its zone*'

        $null = New-Told 1 @{ Timestamp = '2026-10-25 02:30:00.1+02:00'; Change = 'Valid' } | & $update $table
        (Import-Csv $table).Change | Should -Be Closed
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
}
