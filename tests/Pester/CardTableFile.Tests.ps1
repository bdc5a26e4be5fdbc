#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Update-CardTable of docs/runbooks, run as it stands: what becomes of its file.

BeforeAll { . "$PSScriptRoot/CardTable.Setup.ps1" }

AfterAll { Remove-Module VgsCalm }

Describe 'The table of Update-CardTable' {
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

    It 'refuses a file that is no table, and leaves it as it is: <_>' -ForEach 'a list', 'its first line', 'a line of JSON' {
        $lines = @{ 'a list' = 'Id,Reference', 'CRDa,ord-1'; 'its first line' = 'Id,Reference'; 'a line of JSON' = '{"secret":"x"}' }[$_]
        $other = New-Table
        Set-Content $other $lines
        { New-Told 1 @{ Change = 'Valid' } | & $update $other } | Should -Throw '*no column Subject, *'
        Get-Content $other | Should -Be $lines
    }

    It 'begins in a file that is <_>' -ForEach 'empty', 'a table without rows' {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        $lines = if ($_ -eq 'empty') { @() } else { Get-Content $table -TotalCount 1 }
        [IO.File]::WriteAllLines($table, [string[]] @($lines))

        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        (Import-Csv $table).Change | Should -Be Valid
    }

    It 'keeps the newer row of a card that is there twice' {
        $old, $new = 1..2 | ForEach-Object {
            $table = New-Table
            $null = New-Told $_ @{ Change = 'Expired', 'Closed' | Select-Object -Index ($_ - 1) } | & $update $table
            Import-Csv $table
        }
        $new, $old | Export-Csv $table

        $null = New-Told 0 @{ Change = 'Valid' } | & $update $table
        (Import-Csv $table).Change | Should -Be Closed
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

    It 'takes the place of no pipe, device or folder' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $pipe = New-Table
        mkfifo $pipe

        # Whoever reads it finds its end.
        $writer = [Diagnostics.Process]::Start('sh', "-c `"while :; do : > '$pipe'; done`"")
        try { { New-Told 1 @{} | & $update $pipe } | Should -Throw '*no file that can be replaced*' }
        finally { $writer.Kill() }
        (Get-Item $pipe).UnixStat.ItemType | Should -Be NamedPipe
        "$pipe.lock" | Should -Not -Exist
    }

    It 'leaves no half file where the disk is full' -Skip:(-not $IsLinux) {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        function Export-Csv([Parameter(ValueFromPipeline)] $InputObject, $LiteralPath, [switch] $NoTypeInformation, $Encoding) {
            end {
                Set-Content $LiteralPath 'half'
                throw [IO.IOException] 'No space left on device'
            }
        }
        { New-Told 2 @{ Change = 'Closed' } | & $update $table } |
            Should -Throw "The table '$table' cannot be * and the events were not written. No space*"
        "$table.new" | Should -Not -Exist
        (Import-Csv $table).Change | Should -Be Valid
    }

    It 'names itself where the folder takes no file that would replace it' {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        $null = New-Item "$table.new" -ItemType Directory

        { New-Told 2 @{ Change = 'Closed' } | & $update $table } | Should -Throw "The table '$table' cannot be *were not written. ?*"
        (Import-Csv $table).Change | Should -Be Valid
    }

    It 'leaves an error of what takes its rows as it is' {
        $table = New-Table
        { New-Told 1 @{} | & $update $table | ForEach-Object { throw [IO.IOException] 'No space left' } } | Should -Throw 'No space left'
        Import-Csv $table | Should -HaveCount 1
    }

    It 'is written where warnings stop a job and -NoTypeInformation is one' {
        function Export-Csv {
            param([Parameter(ValueFromPipeline)] $InputObject, $LiteralPath, $Encoding, [Obsolete('7.7')] [switch] $NoTypeInformation)
            end { $input | Microsoft.PowerShell.Utility\Export-Csv $LiteralPath -Encoding $Encoding }
        }
        $WarningPreference = 'Stop'
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        (Import-Csv $table).Change | Should -Be Valid
    }

    It 'says at once that the folder of the table is missing' {
        { New-Told 1 @{} | & $update "$TestDrive/none/table.csv" } | Should -Throw '*could not find a part of the path*'
    }

    It 'finds its table under the name that Tab completes' {
        $null = New-Told 1 @{} | & $update "$TestDrive/cards [1].csv"
        $null = New-Told 2 @{} | & $update "$TestDrive/cards ``[1``].csv"

        @(Get-ChildItem $TestDrive -Filter 'cards *.csv') | Should -HaveCount 1
    }

    It 'says what to do where its lock is not this user''s to write' {
        $table = New-Table
        $lock = New-Item "$table.lock" -ItemType Directory

        { New-Told 1 @{} | & $update $table } | Should -Throw '*the events were not written. Run as the owner*'

        Remove-Item $lock -Force
        @(New-Told 1 @{} | & $update $table) | Should -HaveCount 1
    }
}
