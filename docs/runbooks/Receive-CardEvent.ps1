<#
.SYNOPSIS
    An Azure Automation runbook that a webhook of VGS starts: verifies it, and brings the table of cards up to date.
.DESCRIPTION
    Azure Automation answers 202 by itself before the job starts, so VGS never waits for the work. VGS stops at 200, and
    sends an event up to eight times to a receiver that says 202: the table takes each event once. A job may start
    minutes after the post: hence the tolerance. Anything that is not VGS's ends the job as failed, with WebhookInvalid,
    and changes nothing.
.PARAMETER WebhookData
    What Azure Automation hands over. Leave it empty when you make the webhook.
.PARAMETER Path
    The table, on a disk that stays: of a hybrid worker, or a mounted share. Set it where you make the webhook.
.PARAMETER SecretName
    The credential asset whose password is the secret of VGS's notification integration; several while one is replaced
    by another.
.PARAMETER ToleranceSec
    The longest time from the post to the start of a job.
.EXAMPLE
    ./Receive-CardEvent.ps1 -WebhookData $WebhookData -Path cards.csv
#>
#Requires -Modules VgsCalm
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [object] $WebhookData,
    [Parameter(Mandatory)] [string] $Path,
    [string[]] $SecretName = 'vgs-webhook',
    [int] $ToleranceSec = 900
)
$ErrorActionPreference = 'Stop'

$secret = $SecretName | ForEach-Object { (Get-AutomationPSCredential -Name $_).Password }
$told = ConvertFrom-VgsWebhook $WebhookData -Secret $secret -ToleranceSec $ToleranceSec

# The other runbook of this account, published under this name.
$told | & (Join-Path $(if ($PSScriptRoot) { $PSScriptRoot } else { '.' }) Update-CardTable.ps1) $Path
