#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Import-CardInbox of docs/runbooks, run as it stands, on the files that a folder gets from day to day.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Import-CardInbox' {
    BeforeEach {
        $inbox = Join-Path $TestDrive "$(New-Guid)"
        $open = Join-Path $TestDrive "$(New-Guid)"
        $done = Join-Path $TestDrive "$(New-Guid)"
        $null = New-Item $inbox -ItemType Directory
        $folders = @{ Inbox = $inbox; Open = $open; Done = $done }
    }

    It 'works off the files of two days under one name, and moves them' {
        $before = Get-SentCount
        foreach ($day in $monday, $tuesday) {
            Write-CardFile (Join-Path $inbox new-cards.csv) $day
            (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2
            $LASTEXITCODE | Should -Be 0
            Get-ChildItem $inbox, $open -Filter *.csv* | Should -BeNullOrEmpty
        }

        (Get-SentCount) - $before | Should -Be 4
        @(Get-ChildItem $done -Filter *new-cards.csv).Count | Should -Be 2
        @(Get-ChildItem $done -Filter *.journal.jsonl).Count | Should -Be 2
        @(& "$runbooks/Import-CardInbox.ps1" @folders @connect) | Should -HaveCount 0
    }

    It 'keeps a file open that has a rejected row, which holds up no other file of its name' {
        Write-CardFile (Join-Path $inbox new-cards.csv) 'Ann,4111111111111112,13,2030', 'Bo,5100000000000032,2,31'
        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 1
        $LASTEXITCODE | Should -Be 4
        Get-ChildItem $inbox | Should -BeNullOrEmpty

        Write-CardFile (Join-Path $inbox new-cards.csv) $tuesday
        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 1, 2
        $kept = Get-ChildItem $open -Filter *new-cards.csv
        @($kept).Count | Should -Be 1

        $before = Get-SentCount
        Write-CardFile $kept.FullName 'Ann,4111111111111112,12,2030', 'Bo,5100000000000032,2,31'
        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2
        (Get-SentCount) - $before | Should -Be 1
        Get-ChildItem $open -Filter *.csv* | Should -BeNullOrEmpty
    }

    It 'says that it could not go on with a file, and enrols the others' {
        $null = New-Item $open -ItemType Directory
        Write-CardFile (Join-Path $open 1-a.csv) $monday
        Set-Content (Join-Path $open 1-a.csv.journal.jsonl) 'no journal'
        Write-CardFile (Join-Path $inbox b.csv) $tuesday

        $results = & "$runbooks/Import-CardInbox.ps1" @folders @connect 2>&1

        $LASTEXITCODE | Should -Be 1
        $errors = @($results | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $errors.FullyQualifiedErrorId | Should -BeLike 'JournalMismatch*'
        @(Get-ChildItem $open -Filter *b.csv).Count | Should -Be 0
        @(Get-ChildItem $done -Filter *b.csv).Count | Should -Be 1
    }

    It 'enrols card files of any name, those of results too' {
        Write-CardFile (Join-Path $inbox a.result.csv) $monday
        Write-CardFile (Join-Path $inbox b.csv) $tuesday
        Write-CardFile (Join-Path $inbox b.csv.reject.csv) 'Ed,4111111111111112,5,2030'
        Write-CardFile (Join-Path $inbox C.CSV) 'Flo,4111111111111112,6,2030'

        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Sort-Object | Should -Be 1, 1, 2, 2

        $LASTEXITCODE | Should -Be 0
        Get-ChildItem $inbox, $open -Filter *.csv* | Should -BeNullOrEmpty
        (Get-ChildItem $done -Filter *.result.csv | Import-Csv).Outcome | Should -HaveCount 6
        (Get-ChildItem $done -Filter *.result.csv | Get-Content) -match 'CardNumber' | Should -BeNullOrEmpty
    }

    It 'goes on with what is open, and enrols what stayed there unread' {
        $null = New-Item $open -ItemType Directory
        $before = Get-SentCount
        $earlier = Join-Path $open 20260101T000000000Z-a.csv
        Write-CardFile $earlier 'Ann,4111111111111112,13,2030', 'Bo,5100000000000032,2,31'
        $null = & "$runbooks/Import-CardInbox.ps1" @folders @connect
        "$earlier.result.csv", "$earlier.reject.csv" | Should -Exist
        Write-CardFile (Join-Path $open 20260101T000000000Z-b.result.csv) $tuesday
        Write-CardFile $earlier 'Ann,4111111111111112,12,2030', 'Bo,5100000000000032,2,31'

        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2, 2

        (Get-SentCount) - $before | Should -Be 4
        Get-ChildItem $open -Filter *.csv* | Should -BeNullOrEmpty
    }

    It 'leaves the sessions of its caller open, also when it fails' {
        Open-CallersSession
        Write-CardFile (Join-Path $inbox a.csv) $monday

        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2
        $lock = [IO.File]::Open((Join-Path $open .import-cardinbox.lock), 'Open', 'ReadWrite', 'None')
        try { { & "$runbooks/Import-CardInbox.ps1" @folders @connect } | Should -Throw '*Another run works*' }
        finally { $lock.Dispose() }
        Assert-CallersSession
    }

    It 'says what to do where its lock is not this user''s to write' {
        Write-CardFile (Join-Path $inbox a.csv) $monday
        $lock = New-Item (Join-Path $open .import-cardinbox.lock) -ItemType Directory -Force
        $before = Get-SentCount

        { & "$runbooks/Import-CardInbox.ps1" @folders @connect } | Should -Throw '*no card was sent. Run as the owner of*'
        (Get-SentCount) - $before | Should -Be 0

        Remove-Item $lock -Force
        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2
    }

    It 'goes on with a file that was being moved when a run was killed' {
        Write-CardFile (Join-Path $inbox a.csv) $monday
        $null = & "$runbooks/Import-CardInbox.ps1" @folders @connect
        $before = Get-SentCount

        # The result was moved, the card file not yet; and then the card file too, its journal not yet.
        Get-ChildItem $done -Filter *-a.csv | Move-Item -Destination $open
        Get-ChildItem $done -Filter *.jsonl | Move-Item -Destination $open
        (& "$runbooks/Import-CardInbox.ps1" @folders @connect).Enrolled | Should -Be 2
        $LASTEXITCODE | Should -Be 0
        Get-ChildItem $done -Filter *.jsonl | Move-Item -Destination $open
        @(& "$runbooks/Import-CardInbox.ps1" @folders @connect) | Should -HaveCount 0

        (Get-SentCount) - $before | Should -Be 0
        Get-ChildItem $open -Filter *.csv* | Should -BeNullOrEmpty
        @(Get-ChildItem $done -Filter *-a.csv*) | Should -HaveCount 5
    }

    It 'enrols the other files where one can be neither taken nor moved' {
        $null = New-Item $open, $done -ItemType Directory
        $long = 'a' * 240
        Write-CardFile (Join-Path $inbox "$long.csv") $monday
        Write-CardFile (Join-Path $open 1-b.csv) $tuesday
        Set-Content (Join-Path $done 1-b.csv) 'of somebody else'
        Write-CardFile (Join-Path $inbox c.csv) $tuesday

        $results = & "$runbooks/Import-CardInbox.ps1" @folders @connect 2>&1

        $LASTEXITCODE | Should -Be 1
        $errors, $enrolled = $results.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
        "$errors" | Should -Match $long
        "$errors" | Should -Match '1-b\.csv'
        $enrolled.Enrolled | Should -Be 2, 2
        Get-Content (Join-Path $done 1-b.csv) | Should -Be 'of somebody else'
        @(Get-ChildItem $done -Filter *-c.csv) | Should -HaveCount 1
        @(Get-ChildItem $open, $inbox -Filter *.csv).Name | Should -Contain 1-b.csv
    }

    It 'enrols no file that would come into its inbox again: <Case>' -ForEach @(
        @{ Case = 'open there'; Same = 'Open' }
        @{ Case = 'done there'; Same = 'Done' }
        @{ Case = 'done there by a link'; Same = 'Done'; IsLink = $true }
    ) {
        if ($IsLink -and ($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop')) { return }
        $folders[$Same] = if ($IsLink) { New-Item $done -ItemType SymbolicLink -Value $inbox } else { "$inbox/." }
        Write-CardFile (Join-Path $inbox new-cards.csv) $monday
        $before = Get-SentCount

        { & "$runbooks/Import-CardInbox.ps1" @folders @connect } | Should -Throw '*not three folders*'
        (Get-SentCount) - $before | Should -Be 0
        (Get-ChildItem $inbox -Force).Name | Should -Be new-cards.csv
    }

    It 'has done with a file that a person moves, as its page says' {
        Write-CardFile (Join-Path $inbox new-cards.csv) 'Ann,4111111111111112,11,2030', 'Bo,9000000000000002,2,31'
        $null = & "$runbooks/Import-CardInbox.ps1" @folders @connect
        $LASTEXITCODE | Should -Be 4
        $before = Get-SentCount

        Move-Item (Join-Path $open *-new-cards.csv*) $done
        @(& "$runbooks/Import-CardInbox.ps1" @folders @connect) | Should -HaveCount 0
        $LASTEXITCODE | Should -Be 0
        (Get-SentCount) - $before | Should -Be 0
        @(Get-ChildItem $done -Filter *.result.csv) | Should -HaveCount 1
    }

    It 'takes folders whose names have brackets' {
        $root = New-Item (Join-Path $TestDrive 'inbox [1]') -ItemType Directory
        $null = New-Item -Path "$root/in" -ItemType Directory
        Set-Content -LiteralPath "$root/in/a.csv" 'Name,CardNumber,ExpirationMonth,ExpirationYear', 'Ann,4111111111111112,11,2030'
        $typed = Join-Path $TestDrive 'inbox `[1`]'

        (& "$runbooks/Import-CardInbox.ps1" "$typed/in" "$root/open" "$root/done" @connect).Enrolled | Should -Be 1

        @(Get-ChildItem -LiteralPath "$root/done" -Filter *-a.csv) | Should -HaveCount 1
    }
}
