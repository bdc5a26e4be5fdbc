#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Step-Credential of docs/runbooks, run as it stands, beside another team's accounts.

BeforeAll { . "$PSScriptRoot/Runbooks.Setup.ps1" }

AfterAll {
    Remove-Module VgsCalm
    Stop-Emulator $emulator
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

        # A job of its own process, with a store of files; what it does after it has written a secret is up to the test.
        $folder = Join-Path $TestDrive job
        function Invoke-Job([string] $AfterSet = '') {
            $null = New-Item $folder -ItemType Directory
            $first.Credential | Export-Clixml "$folder/vgs-calm.xml"
            $emulator.Admin | Export-Clixml "$folder/admin.xml"
            Set-Content "$folder/job.ps1" @"
Import-Module '$env:VGSCALM_MANIFEST'
`$env:VGSCALM_EMULATOR = '$($emulator.Address)'
`$files = @{
    Get = { param(`$Name) if (Test-Path "$folder/`$Name.xml") { Import-Clixml "$folder/`$Name.xml" } }
    Set = { param(`$Name, `$Credential) `$Credential | Export-Clixml "$folder/`$Name.xml"; $AfterSet }
}
& '$runbooks/Step-Credential.ps1' vgs-calm -Administrator (Import-Clixml '$folder/admin.xml') @files
"@
            dotnet "$PSHOME/pwsh.dll" -NoProfile -NonInteractive -Command ". '$folder/job.ps1'; exit `$LASTEXITCODE"
            Get-ChildItem $folder vgs-calm*.xml | ForEach-Object { $vault[$_.BaseName] = Import-Clixml $_.FullName }
        }

        # One that is killed when it has written a secret, as by a node that is lost.
        function Invoke-KilledJob([string] $Secret) {
            $null = Invoke-Job "if (`$Name -eq '$Secret') { [Diagnostics.Process]::GetCurrentProcess().Kill(); Start-Sleep 60 }"
            $LASTEXITCODE | Should -Not -Be 0
        }
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
        Remove-Item $folder -Recurse -ErrorAction Ignore
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

        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage "*Write what*to 'vgs-calm-previous' too*"
        $vault['vgs-calm'].UserName | Should -Be $first.ClientId
        $vault['vgs-calm-previous'] = $vault['vgs-calm']
        $null = & "$runbooks/Step-Credential.ps1" @step @store
        $vault['vgs-calm-previous'].UserName | Should -Be $first.ClientId
        AccountIds | Should -Contain $stranger.ClientId
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

    Context 'A store of files, as the page has it' {
        BeforeEach {
            Push-Location (New-Item (Join-Path $TestDrive store) -ItemType Directory)
            $null = New-Item credentials -ItemType Directory
            $first.Credential | Export-Clixml credentials/vgs-calm.xml
            $page = Get-Content -Raw "$runbooks/README.md"
            . ([scriptblock]::Create([regex]::Match($page, '(?ms)^\$folder = .*?^}').Value))
        }

        AfterEach {
            $vault['vgs-calm'] = Import-Clixml credentials/vgs-calm.xml
            Pop-Location
            Remove-Item (Join-Path $TestDrive store) -Recurse
        }

        It 'has the successor and the account before it' {
            $second = & "$runbooks/Step-Credential.ps1" @step @store

            (Import-Clixml credentials/vgs-calm.xml).UserName | Should -Be $second.ClientId
            (Import-Clixml credentials/vgs-calm-previous.xml).UserName | Should -Be $first.ClientId
        }

        It 'has a whole credential, also where the disk is full or the job is killed in a file' {
            function Export-Clixml {
                param([Parameter(ValueFromPipeline)] $InputObject, [string] $LiteralPath)
                process {
                    $whole = [Management.Automation.PSSerializer]::Serialize($InputObject)
                    $isWritten = $LiteralPath -notlike '*/vgs-calm.*'
                    Set-Content -LiteralPath $LiteralPath $whole.Substring(0, $isWritten ? $whole.Length : 40)
                    if (-not $isWritten) { throw 'There is not enough space on the disk.' }
                }
            }

            { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage '*not enough space*'
            (Import-Clixml credentials/vgs-calm.xml).UserName | Should -Be $first.ClientId
        }
    }

    It 'prints the successor and ends with 0, whatever its store ended with' {
        $printed = Invoke-Job 'dotnet exec none *> $null'
        $LASTEXITCODE | Should -Be 0
        $vault['vgs-calm'].UserName | Should -Not -Be $first.ClientId
        "$printed" | Should -Match $vault['vgs-calm'].UserName
    }

    It 'names what a killed run has made, and no account of others' {
        Invoke-KilledJob vgs-calm-previous
        $lost = AccountIds | Where-Object { $_ -notin $others -and $_ -ne $first.ClientId }

        $next = & "$runbooks/Step-Credential.ps1" @step @store -WarningVariable warnings 3> $null

        $command = "Connect-VgsCalm -Name 'Step-Credential'; " +
            "Remove-VgsServiceAccount -OrganizationId 'ACemulator' -ClientId '$lost' -Session 'Step-Credential'"
        "$warnings" | Should -BeLike "*Unless 'vgs-calm' or 'vgs-calm-previous' has it by now, *remove it. As an administrator: $command"
        $vault['vgs-calm'].UserName | Should -Be $next.ClientId
        $next.ClientId | Should -Not -BeIn $first.ClientId, $lost

        # Once it is told of, and the run has ended well, the next one has nothing to say.
        $null = & "$runbooks/Step-Credential.ps1" @step @store -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'finishes a run that was killed when the vault had the successor' {
        Invoke-KilledJob vgs-calm
        $second = $vault['vgs-calm'].UserName

        # A scheduler starts it again at once: consumers that have not read the vault yet keep their account.
        $given = & "$runbooks/Step-Credential.ps1" @step @store -WarningVariable warnings 3> $null
        "$warnings" | Should -BeLike "*It is finished now*'$($first.ClientId)' stays until the next run."
        $given.ClientId | Should -Be $second
        $vault['vgs-calm'].UserName | Should -Be $second
        AccountIds | Sort-Object | Should -Be (@($others) + $first.ClientId + $second | Sort-Object)

        $third = & "$runbooks/Step-Credential.ps1" @step @store -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        AccountIds | Sort-Object | Should -Be (@($others) + $second + $third.ClientId | Sort-Object)
    }

    It 'names what another run has lost that was killed beside it' {
        $rival = $store.Clone()
        $rival.Set = {
            param($Name, $Credential)
            $vault[$Name] = $Credential
            if ($Name -eq 'vgs-calm-previous') {
                $made = New-VgsServiceAccountConfig -VaultId tntemulator | New-VgsServiceAccount ACemulator -Session manager
                $lost.Add($made.ClientId)
            }
        }
        $lost = [Collections.Generic.List[string]]::new()
        $null = & "$runbooks/Step-Credential.ps1" @step @rival -WarningVariable warnings 3> $null
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike "'$lost' has the name*-ClientId '$lost'*"
    }

    It 'has not failed where the vault only did not take that it has finished' {
        $hung = $store.Clone()
        $hung.Set = {
            param($Name, $Credential)
            $vault[$Name] = $Credential
            if ($Name -eq 'vgs-calm-rotation' -and $vault['vgs-calm'].UserName -ne $first.ClientId) { throw 'the vault hung up' }
        }
        $next = & "$runbooks/Step-Credential.ps1" @step @hung -WarningVariable warnings 3> $null

        "$warnings" | Should -BeLike "*was replaced, but that could not be written to 'vgs-calm-rotation': the vault hung up*"
        $vault['vgs-calm'].UserName | Should -Be $next.ClientId
        AccountIds | Should -Contain $first.ClientId
    }

    It 'says how to go back where a killed run has left what gets no token' {
        Invoke-KilledJob vgs-calm
        $second = $vault['vgs-calm'].UserName
        $vault['vgs-calm'] = [pscredential]::new($second, $first.ClientSecret)

        $goBack = "*gets no token*'vgs-calm-previous' has the account before it, which was not removed. Write that one to 'vgs-calm'*"
        { & "$runbooks/Step-Credential.ps1" @step @store } | Should -Throw -ExpectedMessage $goBack
        AccountIds | Sort-Object | Should -Be (@($others) + $first.ClientId + $second | Sort-Object)

        $vault['vgs-calm'] = $vault['vgs-calm-previous']
        $third = & "$runbooks/Step-Credential.ps1" @step @store -WarningVariable warnings 3> $null
        "$warnings" | Should -BeLike "*remove it*'$second'*"
        $vault['vgs-calm'].UserName | Should -Be $third.ClientId
    }
}
