#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Import-NewCard of docs/runbooks, run as it stands: on two days' files, and as a scheduler starts it.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

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
        (& "$runbooks/Import-NewCard.ps1" "$folder/*.csv" @connect).Enrolled | Should -Be 2

        # Its result and its reject file are there now.
        Write-CardFile "$folder/a.csv" $tuesday
        (& "$runbooks/Import-NewCard.ps1" "$folder/*.csv" @connect).Enrolled | Should -Be 2

        Write-CardFile "$folder/c.csv" $monday
        { & "$runbooks/Import-NewCard.ps1" "$folder/*.csv" @connect } | Should -Throw '*2 fit*'
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
