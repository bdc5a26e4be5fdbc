# What windows.sh plays under Wine: each step says what was seen, and the last line counts.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
$passed = $failed = 0
function Step([string] $Claim, $Expected, [scriptblock] $Do) {
    $seen = try { (& $Do) -join ' ' } catch { "$($_.FullyQualifiedErrorId): $_" }
    if ("$seen" -eq "$Expected") { $script:passed++; "ok   ${Claim}: $seen" }
    else { $script:failed++; "FAIL ${Claim}: expected '$Expected', saw '$seen'" }
}
function Requests { Invoke-RestMethod "$env:EMULATOR/_emulator/requests" | ForEach-Object { $_ } }
function IdOf([scriptblock] $Do) { try { & $Do; 'no error' } catch { "$($_.FullyQualifiedErrorId)".Split(',')[0] } }

Set-Location $env:FOLDER
$at = @{ EmulatorUri = $env:EMULATOR }
"PowerShell $($PSVersionTable.PSVersion) on $([Environment]::OSVersion), which is Wine and not Windows"
Step 'this is the Windows build' 'True Win32NT' { $IsWindows; [Environment]::OSVersion.Platform }
Step 'the module is imported' VgsCalm { (Import-Module (Get-Item "$env:MANIFEST\*\VgsCalm.psd1").FullName -PassThru).Name }
Step 'Core is the one with native code for Windows' '\lib\win-x64\VgsCalm.Core.dll' {
    [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'VgsCalm.Core' }.Location -replace '^.*(?=\\lib\\)'
}
Step 'an administrator connects' admin { (Connect-VgsCalm -FromEnvironment -Name admin -PassThru @at).Name }
Step 'a configuration goes to a file and back, by the module''s own YAML library' tntemulator {
    New-VgsServiceAccountConfig -VaultId tntemulator -Name wine | Export-VgsServiceAccountConfig .\made.yaml
    (Import-VgsServiceAccountConfig "$PWD\made.yaml").VaultId
}
Step 'a configuration with CRLF is read' 'tntabc123 cards:read' {
    $lines = 'apiVersion: 1.0.0', 'kind: ServiceAccount', 'data:', '  annotations:', "    'vgs.io/vault-id': tntabc123", '  name: calm',
        '  scopes:', '  - name: cards:read', ''
    [IO.File]::WriteAllText("$PWD\crlf.yaml", $lines -join "`r`n")
    $config = Import-VgsServiceAccountConfig crlf.yaml
    $config.VaultId; $config.Scope
}
Step 'an account is made and connects' tntemulator {
    $script:sa = Import-VgsServiceAccountConfig made.yaml | New-VgsServiceAccount -OrganizationId ACemulator -Session admin
    ($sa | Connect-VgsCalm -PassThru @at).VaultId
}
Step 'its credential goes through Export-Clixml, which is DPAPI here' True {
    $sa.Credential | Export-Clixml account.xml
    (Get-Content account.xml -Raw).Contains($sa.Credential.GetNetworkCredential().Password) -eq $false -and
        (Connect-VgsCalm -Credential (Import-Clixml account.xml) -Name kept -PassThru @at).ClientId -eq $sa.ClientId
}
Step 'a credentials file connects' True {
    $sa | Export-VgsServiceAccountConfig credentials.yaml -IncludeSecret
    (Connect-VgsCalm -Path "$PWD\credentials.yaml" -Name file -PassThru @at).ClientId -eq $sa.ClientId
}
Step 'a card is enrolled and waited for' enrolled {
    (New-VgsCard -Name Ann -Number 5415775831611962 -ExpMonth 1 -ExpYear 30 | Get-VgsCard -Wait).State
}

$rows = 1..60 | ForEach-Object { "Card $_,5415775831611962,1,30" }
[IO.File]::WriteAllText("$PWD\cards.csv", "Name,CardNumber,ExpirationMonth,ExpirationYear`r`n$($rows -join "`r`n")`r`n")
Step 'a file with CRLF is imported, with result and report' '60 enrolled, 60 rows, report True' {
    $import = Import-VgsCard .\cards.csv -Wait -ResultPath result.csv -ReportPath "$PWD\report.html"
    "$($import.Enrolled) enrolled, $(@(Import-Csv result.csv).Count) rows, report $((Get-Item report.html).Length -gt 1000)"
}
Step 'the same again sends nothing' 60 {
    $before = @(Requests | Where-Object method -EQ POST).Count
    (Import-VgsCard cards.csv).Enrolled
    $after = @(Requests | Where-Object method -EQ POST).Count
    if ($after - $before) { "$($after - $before) sent" }
}
Step 'a journal that another program holds is a Conflict' Conflict {
    $held = [IO.File]::Open("$PWD\cards.csv.journal.jsonl", 'Open', 'ReadWrite', 'None')
    try { IdOf { Import-VgsCard cards.csv } } finally { $held.Dispose() }
}
Step 'an import that is killed goes on: every row once' '300 of 300' {
    $rows = 1..300 | ForEach-Object { "Kill $_,5415775831611962,1,30" }
    [IO.File]::WriteAllText("$PWD\killed.csv", "Name,CardNumber,ExpirationMonth,ExpirationYear`r`n$($rows -join "`r`n")`r`n")
    $manifest = (Get-Module VgsCalm).Path -replace '\.dll$', '.psd1'
    Set-Content killed.ps1 @(
        "Import-Module '$manifest'"
        "Connect-VgsCalm -Path '$PWD\credentials.yaml' -EmulatorUri $env:EMULATOR"
        "Import-VgsCard '$PWD\killed.csv' -RequestsPerMinute 1200"
    )
    $process = [Diagnostics.Process]::Start($program, "`"$PWD\killed.ps1`"")
    $journal = "$PWD\killed.csv.journal.jsonl"
    for ($wait = 0; $wait -lt 600; $wait++) {
        if ((Test-Path $journal) -and (Get-Item $journal).Length -gt 5000) { break }
        [Threading.Thread]::Sleep(50)
    }
    $process.Kill(); $process.WaitForExit()
    $import = Import-VgsCard killed.csv -ThrottleLimit 8
    "$($import.Enrolled + $import.Enrolling + $import.Unknown) of $($import.Total)"
}
Step 'tokens renew themselves: 4 s of calls, each token 2 s' True {
    $session = Connect-VgsCalm -Credential $sa.Credential -PassThru @at
    $end = [datetime]::UtcNow.AddSeconds(4)
    while ([datetime]::UtcNow -lt $end) { $null = Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck }
    $session.TokenRequests -ge 3
}
Step 'a path on another drive, relative to it' True {
    Push-Location C:\
    try {
        New-VgsServiceAccountConfig -VaultId tntabc123 | Export-VgsServiceAccountConfig 'C:relative.yaml'
        Test-Path C:\relative.yaml
    }
    finally { Pop-Location }
}
Step 'a long path' True {
    $deep = Join-Path $PWD ('d' * 100 + '\' + 'e' * 100 + '\' + 'f' * 60)
    $null = New-Item $deep -ItemType Directory
    New-VgsServiceAccountConfig -VaultId tntabc123 | Export-VgsServiceAccountConfig "$deep\deep.yaml"
    (Import-VgsServiceAccountConfig "$deep\deep.yaml").VaultId -eq 'tntabc123'
}
Step 'the account is replaced, and the old one revoked' 'True AuthenticationFailed' {
    $next = Reset-VgsServiceAccount -OrganizationId ACemulator -ClientId $sa.ClientId -RemoveOld -Session admin
    $next.ClientId -ne $sa.ClientId
    IdOf { Connect-VgsCalm -Credential $sa.Credential -Name late @at }
}
Step 'neither secret nor number is in verbose, debug or an error' 'POST True, leaks 0' {
    $secret = $env:VGS_CLIENT_SECRET
    $number = '94157758' + '31611962'
    $said = & {
        $VerbosePreference = $DebugPreference = 'Continue'
        Connect-VgsCalm -FromEnvironment -Name loud @at
        try { Connect-VgsCalm -Path credentials.yaml -Name gone @at } catch { $_ }
        New-VgsCard -Name A -Number $number -ExpMonth 1 -ExpYear 30 -Session loud -ErrorAction Continue
    } *>&1 | Out-String -Width 4000
    "POST $($said -match 'POST '), leaks $(@($secret, $number | Where-Object { $said.Contains($_) }).Count)"
}

# Each parameter that writes a file, at each kind of place.
[IO.File]::WriteAllText("$PWD\table.csv", "Name,CardNumber,ExpirationMonth,ExpirationYear`r`nA,5415775831611962,1,30`r`n")
Import-VgsServiceAccountConfig made.yaml | New-VgsServiceAccount -OrganizationId ACemulator -Session admin | Connect-VgsCalm @at
$writers = [ordered]@{
    OutFile    = { param($To) Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck -OutFile $To }
    Export     = { param($To) New-VgsServiceAccountConfig -VaultId tntabc123 | Export-VgsServiceAccountConfig $To -Force }
    ResultPath = { param($To) $null = Import-VgsCard table.csv -ResultPath $To }
    RejectPath = { param($To) $null = Import-VgsCard table.csv -RejectPath $To -WarningAction SilentlyContinue }
    ReportPath = { param($To) $null = Import-VgsCard table.csv -ReportPath $To -WarningAction SilentlyContinue }
}
function Place([string] $Kind) {
    $folder = New-Item "$env:FOLDER\places\$([guid]::NewGuid())" -ItemType Directory
    $name = switch ($Kind) {
        'spaces' { 'o u t.x' }
        { $_ -in 'brackets', 'completed' } { 'out[1].x' }
        '255 letters' { 'n' * 255 }
        default { 'out.x' }
    }
    $path = "$folder\$name"
    if ($Kind -in 'regular', 'read-only', 'completed') { [IO.File]::WriteAllText($path, 'old') }
    switch ($Kind) {
        'folder' { [IO.Directory]::CreateDirectory($path) > $null }
        'no folder' { $path = "$folder\none\out.x" }
        'read-only' { [IO.File]::SetAttributes($path, 'ReadOnly') }
        'slashes' { $typed = $path.Replace('\', '/') }
        'long form' { $typed = '\\?\' + $path }
        'completed' { $typed = "$folder\out``[1``].x" }
    }
    [pscustomobject]@{ Path = $path; Typed = if ($typed) { $typed } else { $path }; Folder = "$folder" }
}
foreach ($writer in $writers.Keys) {
    foreach ($kind in 'new', 'regular', 'spaces', 'brackets', 'completed', '255 letters', 'slashes', 'long form') {
        Step "$writer, ${kind}: written, and nothing else is left" 'written, 1 file' {
            $place = Place $kind
            & $writers[$writer] $place.Typed
            $text = [IO.File]::ReadAllText($place.Path)
            "$(if ($text.Length -and $text -ne 'old') { 'written' }), $([IO.Directory]::GetFiles($place.Folder).Count) file"
        }
    }
    foreach ($kind in 'folder', 'no folder', 'read-only') {
        Step "$writer, ${kind}: refused, and left as it was" 'refused, nothing sent, as it was' {
            $place = Place $kind
            $before = @([IO.Directory]::GetFileSystemEntries($place.Folder)).Count
            $sent = @(Requests | Where-Object path -Like '*/calm/*').Count
            $said = IdOf { & $writers[$writer] $place.Typed }
            $more = @(Requests | Where-Object path -Like '*/calm/*').Count - $sent
            $same = @([IO.Directory]::GetFileSystemEntries($place.Folder)).Count -eq $before -and
                ($kind -ne 'read-only' -or [IO.File]::ReadAllText($place.Path) -eq 'old')
            $(if ($said -like 'Path*' -or $said -eq 'RequestInvalid') { 'refused' } else { $said }),
                $(if ($more) { "$more sent" } else { 'nothing sent' }),
                $(if ($same) { 'as it was' }) -join ', '
        }
    }
}
Step 'a result that another program has open' 'True, nothing sent' {
    $sent = @(Requests | Where-Object path -Like '*/calm/*').Count
    $held = [IO.File]::Open("$PWD\held.csv", 'Create', 'ReadWrite', 'Read')
    $said = try { Import-VgsCard table.csv -ResultPath held.csv -ErrorAction Stop } catch { "$_" } finally { $held.Dispose() }
    $more = @(Requests | Where-Object path -Like '*/calm/*').Count - $sent
    "$($said.Contains('Close it there, or give another path.')), $(if ($more) { "$more sent" } else { 'nothing sent' })"
}
Step 'two parameters for one file, in another case' RequestInvalid {
    IdOf { Import-VgsCard table.csv -ResultPath one.out -RejectPath ONE.OUT }
}
Step 'the input as output, in another case and form' RequestInvalid { IdOf { Import-VgsCard table.csv -ResultPath "$PWD/TABLE.CSV" } }
Step 'a device takes what it is given' 'no error, 0 files' {
    $said = IdOf { Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck -OutFile NUL }
    "$said, $([IO.Directory]::GetFiles($PWD, 'NUL*').Count) files"
}
"$passed passed, $failed failed"
if ($failed) { Write-Error "$failed steps failed." -ErrorAction Continue }
