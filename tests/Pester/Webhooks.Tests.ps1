#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.3.0' }
# Webhooks as the emulator posts them, verified, and the runbooks that receive them.

BeforeAll {
    Import-Module "$PSScriptRoot/Emulator.psm1", "$PSScriptRoot/WebhookReceiver.psm1"
    Import-Module $env:VGSCALM_MANIFEST
    $receiver = Start-WebhookReceiver
    $options = '--webhook-address', $receiver.Address, '--webhook-secret', 'a-secret', '--webhook-retry-period', '12.7'
    $emulator = Start-Emulator -Option (@('--enrolment-delay', '0') + $options)
    $uris = $emulator.Uris
    $secret = ConvertTo-SecureString a-secret -AsPlainText -Force
    $runbooks = Join-Path $PSScriptRoot ../../docs/runbooks
    Connect-VgsCalm -Credential $emulator.Calm @uris

    function New-Card([string] $Number) { New-VgsCard -Name 'Ann Ash' -Number $Number -ExpMonth 11 -ExpYear 30 }
}

AfterAll {
    Remove-Module VgsCalm
    $receiver.Listener.Close()
    Stop-Emulator $emulator
}

Describe 'A webhook' {
    It 'of a card is verified, and goes on to the card' {
        $card = New-Card 2300000000000073

        $told = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 } | ForEach-Object {
            ConvertFrom-VgsWebhook -Body $_.Text -Signature $_.Headers['vgs-signature'] -Secret $secret
        }

        $told.Change | Should -Be Enrolled, Updated
        $told.CardId | Should -Be $card.Id, $card.Id
        $told[1].OldNumber | Should -Be '230000******0073'
        $told[1].RevealNumber() | Should -Be '2300000000000073'
        $told[1].NewExpiry | Should -Be 2033-11
        $told[1].VaultId, $told[1].OrganizationId | Should -Be tntemulator, ACemulator
        ($told[1] | Get-VgsCard).Event | Should -Be au_card.updated
        $told | Format-Table | Out-String | Should -Match 'Card +Updated +2033-11 +CRD'
    }

    It 'of a network token goes on to the token' {
        $null = New-VgsNetworkToken tok_sandbox_webhook -ExpMonth 11 -ExpYear 30

        $told = Receive-Webhook $receiver -WithStatus 200 | ConvertTo-WebhookData | ConvertFrom-VgsWebhook -Secret $secret

        $told.Subject, $told.Change | Should -Be NetworkToken, Activated
        ($told | Get-VgsNetworkToken).State | Should -Be ACTIVE
        { $told | Get-VgsCard -ErrorAction Stop } | Should -Throw -ErrorId 'RequestInvalid*'
    }

    It 'of CMP reads the same' {
        $body = @{ data = @{ attributes = @{ pan = '4111111111111113'; exp_month = 11; exp_year = 30 } } }
        $card = (Invoke-VgsCalmRequest -Api Cmp -Method Post /cards -Body $body -ContentType application/vnd.api+json).data
        $null = Invoke-VgsCalmRequest -Api Cmp -Method Post "/cards/$($card.id)/card-update-subscriptions"

        $posts = 1..3 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 }
        $all = $posts | ConvertTo-WebhookData | ConvertFrom-VgsWebhook -Secret $secret

        # A card of CMP gets its network token when it is made.
        $token, $told = $all.Where({ $_.Subject -eq 'NetworkToken' }, 'Split')
        $token.Event, $token.Change, $token.CardId | Should -Be cmp_network_token.updated, Activated, $card.id
        $told.Event | Should -Be cmp_au_card.enrolled, cmp_au_card.updated
        $told.Change | Should -Be Enrolled, Updated
        $told[1].NewNumber | Should -Match '^411111\*{6}\d{4}$'
        "$($told[1].OldExpiry) $($told[1].NewExpiry)" | Should -Be '2030-11 2033-11'
    }

    It 'is read from the request of a listener itself' {
        $null = New-Card 4111111111111112
        $context = $receiver.Listener.GetContextAsync().GetAwaiter().GetResult()

        $told = $context | ConvertFrom-VgsWebhook -Secret $secret
        Complete-Webhook $context 200

        $told.Change | Should -Be Enrolled
    }

    It 'that was changed on the way is refused, and gives nothing' {
        $null = New-Card 4111111111111112
        $post = Receive-Webhook $receiver -WithStatus 200
        $post.Text = $post.Text.Replace('enrolled', 'closed')

        $told = $post | ConvertTo-FunctionRequest |
            ConvertFrom-VgsWebhook -Secret $secret -ErrorAction SilentlyContinue -ErrorVariable failed

        $told | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'WebhookInvalid*'
        "$failed" | Should -Not -Match CRD
    }

    It 'of which only the parsed body is left says that the raw one is needed' {
        $null = New-Card 4111111111111112
        $request = Receive-Webhook $receiver -WithStatus 200 | ConvertTo-FunctionRequest | Select-Object Body, Headers

        $request | ConvertFrom-VgsWebhook -Secret $secret -ErrorAction SilentlyContinue -ErrorVariable failed | Should -BeNullOrEmpty
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'WebhookInvalid*'
        "$failed" | Should -Match RawBody
    }

    It 'is sent again until it is answered with 200' {
        $null = New-Card 4111111111111112
        $ids = 503, 202, 200 | ForEach-Object { Receive-Webhook $receiver -WithStatus $_ } | ConvertTo-WebhookData |
            ConvertFrom-VgsWebhook -Secret $secret | ForEach-Object Id

        @($ids | Select-Object -Unique) | Should -HaveCount 1
        $sent = (Invoke-RestMethod "$($emulator.Address)/_emulator/webhooks") | ForEach-Object { $_ } | Where-Object Id -EQ $ids[0]
        $sent.tries.status | Should -Be 503, 202, 200
        $sent.isDelivered | Should -BeTrue
    }
}

Describe 'Receive-CardEvent, the Azure Automation runbook' {
    BeforeAll {
        function Get-AutomationPSCredential($Name) { [pscredential]::new($Name, $secret) }
        $table = Join-Path $TestDrive 'automation [1].csv'
    }

    It 'brings the table up to date, once for each event' {
        $card = New-Card 2300000000000074
        $posts = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 }

        $changed = $posts + $posts | ConvertTo-WebhookData | ForEach-Object {
            & "$runbooks/Receive-CardEvent.ps1" -WebhookData $_ -Path $table
        }

        $changed | Should -HaveCount 2
        $row = @(Import-Csv -LiteralPath $table)
        $row | Should -HaveCount 1
        $row[0].Id, $row[0].Change, $row[0].Number | Should -Be $card.Id, Closed, '230000******0074'
    }

    It 'does not let a late event replace a newer one' {
        $null = New-Card 2300000000000075
        $enrolled, $expired = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 }
        $enrolled.Text = $enrolled.Text -replace '"timestamp":"[^"]+"', '"timestamp":"2020-01-01T00:00:00Z"'
        $time = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $utf8 = [System.Text.Encoding]::UTF8
        $hash = [System.Security.Cryptography.HMACSHA256]::new($utf8.GetBytes('a-secret'))
        $digest = [Convert]::ToHexString($hash.ComputeHash($utf8.GetBytes("$time.$($enrolled.Text)")))
        $enrolled.Headers['vgs-signature'] = "t=$time,v0=$digest"

        $expired, $enrolled | ConvertTo-WebhookData | ForEach-Object {
            $null = & "$runbooks/Receive-CardEvent.ps1" -WebhookData $_ -Path $table
        }

        $row = Import-Csv -LiteralPath $table | Select-Object -Last 1
        $row.Change, $row.Expiry | Should -Be Expired, 2033-11
        ($row.EventIds -split ' ') | Should -HaveCount 2
    }

    It 'fails, and changes nothing, where the webhook is not of VGS' {
        $before = Get-Content -LiteralPath $table -Raw
        $data = [pscustomobject]@{ RequestBody = '{"id":"1"}'; RequestHeader = @{ 'vgs-signature' = "t=1,v0=$('0' * 64)" } }

        { & "$runbooks/Receive-CardEvent.ps1" -WebhookData $data -Path $table } | Should -Throw -ErrorId 'WebhookInvalid*'
        Get-Content -LiteralPath $table -Raw | Should -Be $before
    }
}

Describe 'Update-CardTable behind a queue' {
    It 'takes an event as a queue of <_> gives it' -ForEach 'objects', 'JSON', 'Clixml', 'CSV', 'hashtables' {
        $card = New-Card 2300000000000073
        $told = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 } | ConvertTo-WebhookData |
            ConvertFrom-VgsWebhook -Secret $secret
        $file = "$TestDrive/$(New-Guid).queue"
        $queued = switch ($_) {
            'objects' { $told }
            'JSON' { $told | ForEach-Object { $_ | ConvertTo-Json | ConvertFrom-Json } }
            'Clixml' { $told | Export-Clixml $file; Import-Clixml $file }
            'CSV' {
                $time = @{ n = 'Timestamp'; e = { $_.Timestamp.ToString('o') } }
                $told | Select-Object *, $time -ExcludeProperty Timestamp | Export-Csv $file
                Import-Csv $file
            }
            'hashtables' { $told | ForEach-Object { $_ | ConvertTo-Json | ConvertFrom-Json -AsHashtable } }
        }
        $table = "$TestDrive/$(New-Guid).csv"

        $null = $told[0] | & "$runbooks/Update-CardTable.ps1" $table
        $null = $queued | & "$runbooks/Update-CardTable.ps1" $table

        $row = @(Import-Csv $table)
        $row | Should -HaveCount 1
        $row[0].Subject, $row[0].Id, $row[0].Change, $row[0].Expiry | Should -Be Card, $card.Id, Updated, 2033-11
        [datetime] $row[0].EventTime | Should -Be $told[1].Timestamp
    }
}

Describe 'The Azure Function' {
    BeforeAll {
        # A function app with both functions, as the page says that it is laid out.
        $app = Join-Path $TestDrive app
        Copy-Item "$runbooks/function" $app -Recurse
        Copy-Item "$runbooks/Update-CardTable.ps1" $app/UpdateCardTable
        $env:VGS_WEBHOOK_SECRET = 'an-older-one, a-secret,'
        $env:CARD_TABLE = Join-Path $TestDrive function.csv
        $pushed = [System.Collections.Generic.List[object]]::new()
        function Push-OutputBinding {
            param($Name, [Parameter(ValueFromPipeline)] $Value)
            process { $pushed.Add([pscustomobject]@{ Name = $Name; Value = $Value }) }
        }
    }

    AfterAll { $env:VGS_WEBHOOK_SECRET = $env:CARD_TABLE = $null }

    BeforeEach { $pushed.Clear() }

    It 'answers, and then the table is brought up to date' {
        $card = New-Card 2300000000000073
        $posts = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 }

        $posts | ConvertTo-FunctionRequest | ForEach-Object { & $app/ReceiveCardEvent/run.ps1 -Request $_ }

        ($pushed | Where-Object Name -EQ Response).Value.StatusCode | Should -Be 200, 200
        $env:CARD_TABLE | Should -Not -Exist
        $queue = ($pushed | Where-Object Name -EQ CardEvent).Value
        "$queue" | Should -Not -Match 2300000000000073
        $null = $queue | ForEach-Object { & $app/UpdateCardTable/run.ps1 -CardEvent $_ }
        $row = Import-Csv $env:CARD_TABLE
        $row.Id, $row.Change, $row.Expiry | Should -Be $card.Id, Updated, 2033-11
    }

    It 'answers 401 to what is not of VGS, and queues nothing' {
        $request = [pscustomobject]@{ Body = @{ id = 1 }; RawBody = '{"id":1}'; Headers = @{ 'VGS-Signature' = "t=1,v0=$('0' * 64)" } }

        & $app/ReceiveCardEvent/run.ps1 -Request $request -WarningVariable said -WarningAction SilentlyContinue

        $pushed | Should -HaveCount 1
        $pushed[0].Value.StatusCode | Should -Be 401
    }

    It 'has the bindings that its scripts use' {
        $bindings = Get-ChildItem $app -Recurse -Filter function.json | ForEach-Object { (Get-Content $_ -Raw | ConvertFrom-Json).bindings }

        $bindings.name | Sort-Object -Unique | Should -Be CardEvent, Request, Response

        # A queue's bindings come with the bundle; without the time, five tries of an event are over in a moment.
        $settings = Get-Content $app/host.json -Raw | ConvertFrom-Json
        $settings.extensionBundle.id | Should -Be Microsoft.Azure.Functions.ExtensionBundle
        $queues = $settings.extensions.queues
        ([timespan] $queues.visibilityTimeout).TotalHours * $queues.maxDequeueCount | Should -Be 24
    }
}
