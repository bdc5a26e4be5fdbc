#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# The scripts of docs/runbooks, run as they stand: on two days' files, and beside another team's accounts.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $emulator = Start-Emulator
    $uris = $emulator.Uris
    $runbooks = Join-Path $PSScriptRoot ../../docs/runbooks
    $connect = @{ Credential = $emulator.Calm; Connection = $uris }

    function Write-CardFile([string] $Path, [string[]] $Row) {
        Set-Content $Path (@('Name,CardNumber,ExpirationMonth,ExpirationYear') + $Row)
    }

    # How many cards the emulator was asked to make.
    function Get-SentCount {
        @(Get-EmulatorRequest $emulator | Where-Object { $_.Method -eq 'POST' -and $_.Path -eq '/calm/cards' }).Count
    }

    # The caller's own sessions, of the names that scripts would take first.
    function Open-CallersSession {
        Connect-VgsCalm -Credential $emulator.Calm @uris
        Connect-VgsCalm -Credential $emulator.Calm -Name admin @uris
    }
    function Assert-CallersSession {
        (Get-VgsCalmSession).Name | Should -Be admin, default
        (Get-VgsCalmSession | Where-Object TokenRequests -NE 1) | Should -BeNullOrEmpty
        Disconnect-VgsCalm *
    }

    $monday = 'Ann,4111111111111112,11,2030', 'Bo,5100000000000032,2,31'
    $tuesday = 'Cy,4000005550000103,3,2031', 'Di,4000005550000202,4,2028'
}

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
}

Describe 'Import-NewCard' {
    BeforeEach { $csv = Join-Path $TestDrive "$(New-Guid).csv" }

    It 'enrols the files of two days under one name, each row once' {
        $before = Get-SentCount
        Write-CardFile $csv $monday
        $first = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $again = & "$runbooks/Import-NewCard.ps1" $csv @connect
        Write-CardFile $csv $tuesday
        $second = & "$runbooks/Import-NewCard.ps1" $csv @connect

        $first.Enrolled, $again.Enrolled, $second.Enrolled | Should -Be 2, 2, 2
        $LASTEXITCODE | Should -Be 0
        (Get-SentCount) - $before | Should -Be 4
        $first.ResultPath, $first.ReportPath, $second.ResultPath, $second.ReportPath, "$csv.journal.jsonl" | Should -Exist
        @(Import-Csv $first.ResultPath).Last4 | Should -Be 1112, 0032 -Because 'nothing of the first day is written over'
        @(Import-Csv $second.ResultPath).Row | Should -Be 1, 2
        @(Get-ChildItem "$csv.journal*").Count | Should -Be 2 -Because 'the journal of the first day is kept'
        Get-VgsCalmSession | Should -BeNullOrEmpty
    }

    It 'runs as its page gives it to a scheduler, and ends with 1 where there is no vault' {
        $page = Get-Content "$runbooks/README.md" -Raw
        $script = [regex]::Match($page, '(?s)```powershell\r?\n(\$ErrorActionPreference[^`]*?/Import-NewCard\.ps1.*?)```').Groups[1].Value
        $page | Should -Match '(?m)^\$ pwsh -NoProfile -NonInteractive -File \S+/enrol\.ps1\r?$'
        $script | Should -Match 'Get-Secret vgs-calm'
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        Copy-Item "$runbooks/Import-NewCard.ps1" $folder
        Write-CardFile $csv 'Ann,4111111111111112,11,2030', 'Bo,5100000000000032,13,31'
        Set-Content "$folder/enrol.ps1" $script.Replace('/srv/cards/new-cards.csv', "'$csv'")

        # Another user's vault, as a module that is found by its command.
        $secret = $emulator.Calm.GetNetworkCredential().Password
        $null = New-Item "$folder/modules/Vault" -ItemType Directory
        Set-Content "$folder/modules/Vault/Vault.psm1" @"
function Get-Secret(`$Name) { [pscredential]::new('$($emulator.Calm.UserName)', (ConvertTo-SecureString '$secret' -AsPlainText -Force)) }
"@
        $modules = $env:PSModulePath
        $env:VGSCALM_EMULATOR = $emulator.Address
        $statuses = try {
            foreach ($path in "$folder/none", "$folder/modules") {
                $env:PSModulePath = $path, (Split-Path (Split-Path (Split-Path $env:VGSCALM_MANIFEST))) -join [IO.Path]::PathSeparator
                dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -File "$folder/enrol.ps1" *>> "$TestDrive/cron.log"
                $LASTEXITCODE
            }
        }
        finally {
            $env:PSModulePath = $modules
            $env:VGSCALM_EMULATOR = $null
        }

        $statuses | Should -Be 1, 4
        $log = Get-Content "$TestDrive/cron.log" -Raw
        $log | Should -Match 'Get-Secret'
        $log | Should -Match 'Rejected *: 1'
    }

    It 'tells rejected rows, and sends only those once they are corrected' {
        Write-CardFile $csv 'Ann,4111111111111112,13,2030', 'Bo,5100000000000032,2,31'
        $rejected = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $LASTEXITCODE | Should -Be 4
        @(Import-Csv $rejected.RejectPath).Row | Should -Be 1

        $before = Get-SentCount
        Write-CardFile $csv 'Ann,4111111111111112,12,2030', 'Bo,5100000000000032,2,31'
        $result = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $result.Enrolled | Should -Be 2
        (Get-SentCount) - $before | Should -Be 1
    }

    It 'tells failed rows, and sends them again when told to' {
        Write-CardFile $csv 'Ann,4111111111111111,11,2030', 'Bo,5100000000000032,2,31'
        $null = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $LASTEXITCODE | Should -Be 2

        $before = Get-SentCount
        $null = & "$runbooks/Import-NewCard.ps1" $csv @connect
        (Get-SentCount) - $before | Should -Be 0
        $null = & "$runbooks/Import-NewCard.ps1" $csv @connect -RetryFailed
        (Get-SentCount) - $before | Should -Be 1
    }

    It 'sends nothing of a file that has yesterday''s rows in it' {
        Write-CardFile $csv $monday
        $null = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $before = Get-SentCount
        Write-CardFile $csv ($tuesday[0], $monday[1])

        { & "$runbooks/Import-NewCard.ps1" $csv @connect } | Should -Throw -ErrorId 'JournalMismatch*'
        (Get-SentCount) - $before | Should -Be 0
        Get-VgsCalmSession | Should -BeNullOrEmpty
    }

    It 'knows an old file whose unknown rows a person put aside with its journal' {
        Add-EmulatorFault $emulator @{ kind = 'resetAfter'; pathPrefix = '/calm/cards'; method = 'POST' }
        Write-CardFile $csv $monday
        (& "$runbooks/Import-NewCard.ps1" $csv @connect).Unknown | Should -Be 1
        Write-CardFile $csv $tuesday
        { & "$runbooks/Import-NewCard.ps1" $csv @connect } | Should -Throw -ErrorId 'JournalMismatch*'

        # The block of operating.md for a file that is gone, as it stands there.
        $page = Get-Content (Join-Path $runbooks ../operating.md) -Raw
        $block = [regex]::Match($page, '(?s)```powershell\n(\$time = .*?)```').Groups[1].Value
        Push-Location $TestDrive
        . ([scriptblock]::Create($block.Replace('cards.csv', (Split-Path $csv -Leaf))))
        Pop-Location

        (& "$runbooks/Import-NewCard.ps1" $csv @connect).Enrolled | Should -Be 2
        $before = Get-SentCount
        Write-CardFile $csv $monday
        { & "$runbooks/Import-NewCard.ps1" $csv @connect } | Should -Throw -ErrorId 'JournalMismatch*'
        (Get-SentCount) - $before | Should -Be 0
    }

    It 'leaves the sessions of its caller open, also when it fails' {
        Open-CallersSession
        Write-CardFile $csv $monday
        $named = @{ Name = 'default'; PassThru = $true } + $uris

        @(& "$runbooks/Import-NewCard.ps1" $csv -Credential $emulator.Calm -Connection $named).Enrolled | Should -Be 2
        Set-Content $csv 'no cards'
        { & "$runbooks/Import-NewCard.ps1" $csv @connect } | Should -Throw
        Assert-CallersSession
    }

    It 'takes a name with brackets as it stands, or as Tab completes it' {
        $csv = Join-Path $TestDrive 'acme [eu].csv'
        Set-Content -LiteralPath $csv (@('Name,CardNumber,ExpirationMonth,ExpirationYear') + $monday)
        $before = Get-SentCount

        $plain = & "$runbooks/Import-NewCard.ps1" $csv @connect
        $completed = & "$runbooks/Import-NewCard.ps1" (Join-Path $TestDrive 'acme `[eu`].csv') @connect

        $plain.Enrolled, $completed.Enrolled | Should -Be 2, 2
        (Get-SentCount) - $before | Should -Be 2
        Split-Path $completed.ResultPath -Leaf | Should -BeLike 'acme `[eu`].csv.*.result.csv'
        Test-Path -LiteralPath $completed.ResultPath | Should -BeTrue
    }

    It 'takes a pattern that one file fits, and refuses any other' {
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        { & "$runbooks/Import-NewCard.ps1" "$folder/*.csv" @connect } | Should -Throw '*0 fit*'
        Write-CardFile "$folder/a.csv" $monday
        (& "$runbooks/Import-NewCard.ps1" "$folder/*a.csv" @connect).Enrolled | Should -Be 2

        # The file itself, its result and its reject file.
        { & "$runbooks/Import-NewCard.ps1" "$folder/*.csv" @connect } | Should -Throw '*3 fit*'
        { & "$runbooks/Import-NewCard.ps1" "$folder/b.csv" @connect } | Should -Throw -ErrorId 'PathNotFound*'
    }

    It 'names its files by the same calendar in every culture' {
        Write-CardFile $csv $monday
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'th-TH'
            $result = & "$runbooks/Import-NewCard.ps1" $csv @connect
        }
        finally { [cultureinfo]::CurrentCulture = $culture }

        $result.ResultPath | Should -BeLike "$csv.$([datetime]::UtcNow.Year)*"
    }
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

    It 'takes folders whose names have brackets' {
        $root = New-Item (Join-Path $TestDrive 'inbox [1]') -ItemType Directory
        $null = New-Item -Path "$root/in" -ItemType Directory
        Set-Content -LiteralPath "$root/in/a.csv" 'Name,CardNumber,ExpirationMonth,ExpirationYear', 'Ann,4111111111111112,11,2030'
        $typed = Join-Path $TestDrive 'inbox `[1`]'

        (& "$runbooks/Import-CardInbox.ps1" "$typed/in" "$root/open" "$root/done" @connect).Enrolled | Should -Be 1

        @(Get-ChildItem -LiteralPath "$root/done" -Filter *-a.csv) | Should -HaveCount 1
    }
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

    It 'gives a change again that was not taken to its end' {
        $new = Join-Path $TestDrive not-taken.csv
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath $new @connect | ForEach-Object { throw 'The shop is down.' } } |
            Should -Throw 'The shop is down.'
        @(& "$runbooks/Update-CardStatus.ps1" $result -StatusPath $new @connect) | Should -HaveCount 2
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
        { & "$runbooks/Update-CardStatus.ps1" $result -StatusPath "$folder/status.csv" @connect } | Should -Throw 'No space*'
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
        $all = @{ "$typed/*.result.csv" = 2; "$folder/1.result.csv" = 1; "$typed/2.result.csv" = 1 }

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

Describe 'Runbooks in strict mode' {
    BeforeAll {
        $strict = Join-Path $TestDrive "$(New-Guid)"
        $null = New-Item $strict/inbox -ItemType Directory
    }

    It 'run whatever the caller prefers on errors: <_>' -ForEach 'Stop', 'SilentlyContinue', 'Ignore', 'Continue' {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = $_
        Write-CardFile "$strict/cards.csv" $monday
        Write-CardFile "$strict/inbox/cards.csv" $tuesday
        $status = "$strict/status-$_.csv"

        $import = & "$runbooks/Import-NewCard.ps1" "$strict/cards.csv" @connect
        (& "$runbooks/Import-CardInbox.ps1" "$strict/inbox" "$strict/open" "$strict/done" @connect).Enrolled | Should -Be 2
        @(& "$runbooks/Update-CardStatus.ps1" "$strict/done/*.result.csv" -StatusPath $status @connect).Count | Should -BeGreaterThan 1
        Import-Csv $import.ResultPath | Select-Object Id | Export-Csv "$strict/ids.csv"
        @(& "$runbooks/Update-CardStatus.ps1" "$strict/ids.csv" -StatusPath $status @connect) | Should -HaveCount 2
        $LASTEXITCODE | Should -Be 0
    }
}

Describe 'Step-Credential' {
    BeforeAll {
        # A vault for this test, as two script blocks that name it.
        $vault = @{}
        $store = @{
            Get = { param($Name) $vault[$Name] }
            Set = { param($Name, $Credential) if (-not $vault['is read-only']) { $vault[$Name] = $Credential } }
        }
        $admin = @{ OrganizationId = 'ACemulator'; Session = 'manager' }
        $step = @{ Name = 'vgs-calm'; OrganizationId = 'ACemulator'; Administrator = $emulator.Admin; Connection = $uris }
        function AccountIds { @(Get-VgsServiceAccount @admin).ClientId }
    }

    BeforeEach {
        Connect-VgsCalm -Credential $emulator.Admin -Name manager @uris
        $vault.Clear()

        # Two teams, and accounts of the default name, as the README makes them.
        $theirs = 1..2 | ForEach-Object { New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @admin }
        $first = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount @admin
        $vault['vgs-calm'] = $first.Credential
        $others = AccountIds | Where-Object { $_ -ne $first.ClientId }
    }

    AfterEach {
        # No other account was touched, whatever the test did, and what the vault has works.
        $others | Where-Object { $_ -notin (AccountIds) } | Should -BeNullOrEmpty
        { Connect-VgsCalm -Credential $vault['vgs-calm'] -Name proof @uris -ErrorAction Stop } | Should -Not -Throw
        Get-VgsServiceAccount @admin -Name calm |
            Where-Object ClientId -NotLike '*calm-0000*' |
            Remove-VgsServiceAccount -Session manager -Force
    }

    It 'removes the account that it replaced the last time, and no other of that name' {
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
        AccountIds | Should -Contain $first.ClientId

        $third = & "$runbooks/Step-Credential.ps1" @step @store
        AccountIds | Should -Not -Contain $first.ClientId
        AccountIds | Should -Contain $second.ClientId
        $vault['vgs-calm'].UserName | Should -Be $third.ClientId
    }

    It 'leaves all as it was when the vault does not take the successor' {
        $vault['is read-only'] = $true

        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*not replaced*'
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        AccountIds | Sort-Object | Should -Be (@($others) + $first.ClientId | Sort-Object)
    }

    It 'removes nothing where a person went back to the account before' {
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'] = $first.Credential

        $null = & "$runbooks/Step-Credential.ps1" @step @store
        AccountIds | Should -Contain $first.ClientId
        AccountIds | Should -Contain $second.ClientId
    }

    It 'does nothing where the secret of the last time is no predecessor' {
        $stranger = New-VgsServiceAccountConfig -VaultId tntemulator -Name billing | New-VgsServiceAccount @admin
        $vault['vgs-calm-previous'] = $stranger.Credential

        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*no predecessor*'
        AccountIds | Should -Contain $stranger.ClientId
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        $stranger | Remove-VgsServiceAccount -Session manager -Force
    }

    It 'leaves the sessions of its caller open, also when it fails' {
        Connect-VgsCalm -Credential $emulator.Admin -Name admin @uris
        $null = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['is read-only'] = $true
        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*not replaced*'

        (Get-VgsCalmSession).Name | Should -Contain admin
        @((Get-VgsCalmSession).Name -like 'Step-Credential*') | Should -HaveCount 0
        Disconnect-VgsCalm admin
    }

    It 'runs in strict mode' {
        Set-StrictMode -Version Latest
        $second = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
    }

    It 'keeps credentials in files where there is no vault' {
        $folder = Join-Path $TestDrive credentials
        $null = New-Item $folder -ItemType Directory
        $first.Credential | Export-Clixml "$folder/vgs-calm.xml"
        $files = @{
            Get = { param($Name) if (Test-Path -LiteralPath "$folder/$Name.xml") { Import-Clixml -LiteralPath "$folder/$Name.xml" } }
            Set = { param($Name, $Credential) $Credential | Export-Clixml -LiteralPath "$folder/$Name.xml" }
        }

        $second = & "$runbooks/Step-Credential.ps1" @step @files

        $vault['vgs-calm'] = Import-Clixml "$folder/vgs-calm.xml"
        $vault['vgs-calm'].UserName | Should -Be $second.ClientId
        (Import-Clixml "$folder/vgs-calm-previous.xml").UserName | Should -Be $first.ClientId
    }

    It 'prints the successor in a job that ends with exit' {
        $folder = Join-Path $TestDrive job
        $null = New-Item $folder -ItemType Directory
        $first.Credential | Export-Clixml "$folder/vgs-calm.xml"
        $emulator.Admin | Export-Clixml "$folder/admin.xml"
        Set-Content "$folder/job.ps1" @"
Import-Module '$env:VGSCALM_MANIFEST'
`$env:VGSCALM_EMULATOR = '$($emulator.Address)'
`$files = @{
    Get = { param(`$Name) if (Test-Path "$folder/`$Name.xml") { Import-Clixml "$folder/`$Name.xml" } }
    Set = { param(`$Name, `$Credential) `$Credential | Export-Clixml "$folder/`$Name.xml" }
}
& '$runbooks/Step-Credential.ps1' vgs-calm -Administrator (Import-Clixml '$folder/admin.xml') @files
"@
        $printed = dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command ". '$folder/job.ps1'; exit `$LASTEXITCODE"

        $vault['vgs-calm'] = Import-Clixml "$folder/vgs-calm.xml"
        $vault['vgs-calm'].UserName | Should -Not -Be $first.ClientId
        "$printed" | Should -Match $vault['vgs-calm'].UserName
    }
}
