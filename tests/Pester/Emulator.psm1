<#
    A VGS emulator for one file of tests: a process of its own, on a free port of the loopback, ended by Stop-Emulator.
    VGSCALM_TEST_EMULATOR names the built VgsCalm.Emulator.dll.
#>

function Start-Emulator {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'For tests alone.')]
    [CmdletBinding()]
    param([string[]] $Option = @('--enrolment-delay', '50'))

    $start = [System.Diagnostics.ProcessStartInfo]::new('dotnet')
    $start.Arguments = (@("`"$env:VGSCALM_TEST_EMULATOR`"") + $Option) -join ' '
    $start.RedirectStandardOutput = $true
    $start.UseShellExecute = $false
    $process = [System.Diagnostics.Process]::Start($start)
    $lines = @()
    while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
        $lines += $line
        if ($line -match 'Ctrl\+C stops it') { break }
    }

    # The two lines to paste: the calm client's, and the administrator's.
    $clients = foreach ($line in $lines) {
        if ($line -match "VGS_CLIENT_ID='(?<Id>[^']+)'; \`$env:VGS_CLIENT_SECRET='(?<Secret>[^']+)'") {
            [pscredential]::new($Matches.Id, (ConvertTo-SecureString $Matches.Secret -AsPlainText -Force))
        }
    }
    if (@($clients).Count -ne 2) { throw "The emulator did not start: $lines" }
    $address = ([regex]'http://127\.0\.0\.1:\d+').Match($lines -join ' ').Value
    [pscustomobject]@{
        Process = $process
        Address = $address
        Calm    = $clients[0]
        Admin   = $clients[1]
        Uris    = @{
            AuthUri = $address; CalmUri = "$address/calm"; CmpUri = "$address/cmp"
            AccountsUri = "$address/accounts"; CardAttributesUri = "$address/card-attributes"
        }
    }
}

function Stop-Emulator {
    [Diagnostics.CodeAnalysis.SuppressMessage('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'For tests alone.')]
    [CmdletBinding()]
    param($Emulator)

    $Emulator.Process.Kill()
    $Emulator.Process.WaitForExit()
    $Emulator.Process.Dispose()
}

# What the emulator was asked, its own calls left out: Method, Path, Status.
function Get-EmulatorRequest {
    [CmdletBinding()]
    param($Emulator)

    Invoke-RestMethod "$($Emulator.Address)/_emulator/requests" | ForEach-Object { $_ }
}

function Add-EmulatorFault {
    [CmdletBinding()]
    param($Emulator, [hashtable] $Fault)

    $body = $Fault | ConvertTo-Json
    $null = Invoke-RestMethod "$($Emulator.Address)/_emulator/faults" -Method Post -Body $body -ContentType application/json
}

Export-ModuleMember -Function Start-Emulator, Stop-Emulator, Get-EmulatorRequest, Add-EmulatorFault
