<#
.SYNOPSIS
    Runs what replaces a file, and gives the file's name if it was deleted meanwhile.
#>
param([string] $Path, [scriptblock] $Do)
$file = Get-Item -LiteralPath $Path
$end = New-Item "$Path.$(New-Guid)" -ItemType File
$watcher = [IO.FileSystemWatcher]::new($file.DirectoryName)
$id = "$(New-Guid)"
Register-ObjectEvent $watcher Deleted -SourceIdentifier $id
try {
    $watcher.EnableRaisingEvents = $true
    $null = & $Do

    # Events come in order: when this one is told, all before it were.
    Remove-Item -LiteralPath $end
    do {
        $told = Wait-Event -SourceIdentifier $id -Timeout 60 | Select-Object -First 1
        if (-not $told) { throw "The system told of no deletion in '$($file.DirectoryName)'." }
        $told | Remove-Event
        $name = $told.SourceEventArgs.Name
        if ($name -eq $file.Name) { $name }
    } until ($name -eq $end.Name)
}
finally {
    Unregister-Event $id
    $watcher.Dispose()
}
