#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# The scripts of docs/runbooks together.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
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
