# What each suite of a runbook has: an emulator of its own, and two days' rows.
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
