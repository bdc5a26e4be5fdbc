<#
    An Azure Function that brings the table of cards up to date, an event at a time. Put Update-CardTable.ps1 into this folder.
    Application setting CARD_TABLE: the table, on a share that is mounted into the function app.
#>
param($CardEvent, $TriggerMetadata)
$ErrorActionPreference = 'Stop'

# The queue gives text, or an object of it.
$told = if ($CardEvent -is [string]) { $CardEvent | ConvertFrom-Json } else { [pscustomobject] $CardEvent }
$script = Join-Path $PSScriptRoot Update-CardTable.ps1
$told | & $script $env:CARD_TABLE
