<#
    An Azure Function that VGS posts its webhooks to: verifies, puts the event into a queue, and answers. The work is UpdateCardTable's, so
    that the answer never waits for it. Application setting VGS_WEBHOOK_SECRET: the secret of VGS's notification integration; while it is
    replaced, both, with a comma between them.
#>
param($Request, $TriggerMetadata)
$ErrorActionPreference = 'Stop'

# Blanks beside the comma are no part of a secret, and nothing after the last one is none.
$secret = $env:VGS_WEBHOOK_SECRET -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ } |
    ForEach-Object { ConvertTo-SecureString $_ -AsPlainText -Force }
$told = ConvertFrom-VgsWebhook $Request -Secret $secret -ErrorAction SilentlyContinue -ErrorVariable invalid
if (-not $told) {
    # Says which check failed, and nothing of the body.
    Write-Warning "$invalid"
    Push-OutputBinding -Name Response -Value @{ StatusCode = 401 }
    return
}

# Numbers are masked in it.
$told | Select-Object Id, Event, @{ n = 'Subject'; e = { "$($_.Subject)" } }, @{ n = 'Change'; e = { "$($_.Change)" } }, Timestamp, CardId,
    PanAlias, State, OldNumber, NewNumber, OldExpiry, NewExpiry, ReasonCode | ConvertTo-Json -Compress | Push-OutputBinding -Name CardEvent
Push-OutputBinding -Name Response -Value @{ StatusCode = 200 }
