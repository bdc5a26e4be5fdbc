# What each suite of Update-CardTable has: the script as it stands, a name for a table, and events.
Import-Module $env:VGSCALM_MANIFEST
$update = Join-Path $PSScriptRoot ../../docs/runbooks/Update-CardTable.ps1

# An event as it comes out of a queue of JSON, so many minutes after midnight; members that it does not have are left out.
function New-Told([int] $Minute, [hashtable] $Member) {
    $time = [datetime]::new(2026, 1, 1, 0, $Minute, 0, [DateTimeKind]::Utc)
    $told = @{ Id = "$(New-Guid)"; Subject = 'Card'; CardId = 'CRDa'; Timestamp = $time }
    foreach ($name in $Member.Keys) { $told[$name] = $Member[$name] }
    [pscustomobject] $told
}

function New-Table { Join-Path $TestDrive "$(New-Guid).csv" }
