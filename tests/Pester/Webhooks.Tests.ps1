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

Describe 'Update-CardTable' {
    BeforeAll {
        # An event as it comes out of a queue of JSON, so many minutes after midnight; members that it does not have are left out.
        function New-Told([int] $Minute, [hashtable] $Member) {
            $time = [datetime]::new(2026, 1, 1, 0, $Minute, 0, [DateTimeKind]::Utc)
            $told = @{ Id = "$(New-Guid)"; Subject = 'Card'; CardId = 'CRDa'; Timestamp = $time }
            foreach ($name in $Member.Keys) { $told[$name] = $Member[$name] }
            [pscustomobject] $told
        }

        function New-Table { Join-Path $TestDrive "$(New-Guid).csv" }
        $update = "$runbooks/Update-CardTable.ps1"
    }

    It 'leaves the table the rights that it was given' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $table = New-Table
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $table
        foreach ($mode in [IO.UnixFileMode] 'UserRead, UserWrite', [IO.UnixFileMode] 'UserRead, UserWrite, GroupRead, GroupWrite') {
            [IO.File]::SetUnixFileMode($table, $mode)
            $null = New-Told 2 @{ Change = 'Expired' } | & $update $table
            [IO.File]::GetUnixFileMode($table) | Should -Be $mode
        }
    }

    It 'has what is known after <Case>' -ForEach @(
        @{
            Case = 'an update without the new number'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; OldNumber = 'old'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update with both'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update without the new expiry'; Number = 'new'; Expiry = ''
            Events = @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; OldExpiry = '2030-11' }
        }
        @{
            Case = 'an update after the number was known'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Valid'; OldNumber = 'old' }, @{ Change = 'Updated'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'an update that tells nothing'; Number = ''; Expiry = ''
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' }, @{ Change = 'Updated' }
        }
        @{
            Case = 'an update told again without the number'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'old'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a second update without the number'; Number = ''; Expiry = '2036-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewExpiry = '2036-11' }
        }
        @{
            Case = 'the end of the account'; Number = 'old'; Expiry = ''
            Events = @{ Change = 'Enrolled' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'the end after an update'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'the end after an update without the number'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewExpiry = '2033-11' }, @{ Change = 'Closed'; OldNumber = 'old' }
        }
        @{
            Case = 'advice to ask the cardholder'; Number = 'old'; Expiry = '2030-11'
            Events = @{ Change = 'ContactCardholderAdvice'; OldNumber = 'old'; OldExpiry = '2030-11' }
        }
        @{
            Case = 'a look after an update'; Number = 'new'; Expiry = '2033-11'
            Events = @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Valid' }
        }
        @{
            Case = 'a new expiry of a number that is known'; Number = 'same'; Expiry = '2033-11'
            Events = @{ Change = 'Valid'; OldNumber = 'same' }, @{ Change = 'Expired'; OldNumber = 'same'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a new expiry alone'; Number = ''; Expiry = '2033-11'
            Events = @{ Change = 'Expired'; OldNumber = 'same'; OldExpiry = '2030-11'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token that is suspended'; Number = 'token'; Expiry = '2033-11'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Suspended'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token with a new expiry'; Number = ''; Expiry = '2036-11'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Updated'; NewExpiry = '2036-11' }
        }
    ) {
        $table = New-Table
        $minute = 0
        foreach ($member in $Events) { $null = New-Told (++$minute) $member | & $update $table }

        $row = Import-Csv $table
        "$($row.Number) | $($row.Expiry)" | Should -Be "$Number | $Expiry"
    }

    It 'has no old values after <Case> that came late' -ForEach @(
        @{
            Case = 'an update'; Number = ''; Expiry = ''; Change = 'Closed'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' },
            @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' }, @{ Change = 'Closed' }
        }
        @{
            Case = 'a new expiry'; Number = 'old'; Expiry = ''; Change = 'Closed'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2030-11' },
            @{ Change = 'Expired'; OldNumber = 'old'; NewExpiry = '2033-11' }, @{ Change = 'Closed' }
        }
        @{
            Case = 'an update that the newer one knew'; Number = 'newer'; Expiry = '2036-11'; Change = 'Updated'
            Events = @{ Change = 'Valid' }, @{ Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewNumber = 'newer'; NewExpiry = '2036-11' }
        }
        @{
            Case = 'an update before one without the number'; Number = ''; Expiry = '2033-11'; Change = 'Updated'
            Events = @{ Change = 'Valid'; OldNumber = 'old'; OldExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'old'; NewNumber = 'new'; NewExpiry = '2033-11' },
            @{ Change = 'Updated'; OldNumber = 'new'; NewExpiry = '2033-11' }
        }
        @{
            Case = 'a token''s new number'; Number = ''; Expiry = ''; Change = 'Suspended'
            Events = @{ Subject = 'NetworkToken'; Change = 'Activated'; NewNumber = 'token'; NewExpiry = '2033-11' },
            @{ Subject = 'NetworkToken'; Change = 'Updated'; NewNumber = 'new'; NewExpiry = '2036-11' },
            @{ Subject = 'NetworkToken'; Change = 'Suspended' }
        }
    ) {
        $table = New-Table
        $first, $late, $last = 1..3 | ForEach-Object { New-Told $_ $Events[$_ - 1] }
        $null = $first, $last | & $update $table
        $changed = @($late | & $update $table)

        $row = Import-Csv $table
        "$($row.Number) | $($row.Expiry) | $($row.Change)" | Should -Be "$Number | $Expiry | $Change"
        [datetime] $row.EventTime | Should -Be $last.Timestamp.ToLocalTime()
        foreach ($one in $changed) { "$($one.Number)$($one.Expiry)" | Should -Be "$Number$Expiry" }
    }

    It 'refuses a file that is no table, and leaves it as it is' {
        $other = New-Table
        Set-Content $other 'Id,Reference', 'CRDa,ord-1'
        { New-Told 1 @{ Change = 'Valid' } | & $update $other } | Should -Throw '*no column Subject, *'
        Get-Content $other | Should -Be 'Id,Reference', 'CRDa,ord-1'
    }

    It 'tells apart ids that differ in case alone' {
        $table = New-Table
        $null = 'CRDa', 'CRDA' | ForEach-Object { New-Told 1 @{ Change = 'Valid'; CardId = $_ } } | & $update $table
        (Import-Csv $table).Id | Should -Be CRDa, CRDA
    }

    It 'keeps one table under two names where one is a link' -Skip:($IsWindows -or $PSVersionTable.PSEdition -eq 'Desktop') {
        $folder = New-Item (Join-Path $TestDrive "$(New-Guid)") -ItemType Directory
        $link = New-Item "$folder/link.csv" -ItemType SymbolicLink -Value real.csv
        $null = New-Told 1 @{ Change = 'Valid' } | & $update $link
        $null = New-Told 2 @{ Change = 'Closed' } | & $update "$folder/real.csv"
        $null = New-Told 1 @{ Change = 'Valid'; CardId = 'CRDb' } | & $update $link

        $link.LinkTarget | Should -Be real.csv
        (Import-Csv $link).Change | Should -Be Closed, Valid
        @(Get-ChildItem $folder).Name | Should -Be link.csv, real.csv, real.csv.lock
    }

    It 'takes an event as a queue of <_> gives it' -ForEach 'objects', 'JSON', 'Clixml', 'CSV', 'hashtables' {
        $card = New-Card 2300000000000073
        $told = 1..2 | ForEach-Object { Receive-Webhook $receiver -WithStatus 200 } | ConvertTo-WebhookData |
            ConvertFrom-VgsWebhook -Secret $secret
        $file = "$(New-Table).queue"
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
        $table = New-Table

        $null = $told[0] | & $update $table
        $null = $queued | & $update $table

        $row = @(Import-Csv $table)
        $row | Should -HaveCount 1
        $row[0].Subject, $row[0].Id, $row[0].Change, $row[0].Expiry | Should -Be Card, $card.Id, Updated, 2033-11
        [datetime] $row[0].EventTime | Should -Be $told[1].Timestamp
    }

    It 'knows the names that the module gives to numbers' {
        $changes = [enum]::GetNames([VgsCalm.VgsWebhookChange])
        $subjects = [enum]::GetNames([VgsCalm.VgsWebhookSubject])

        $told = for ($i = 0; $i -lt $changes.Count; $i++) { New-Told 1 @{ CardId = "CRD$i"; Change = $i; Subject = $i % $subjects.Count } }
        $rows = $told | & $update (New-Table)

        $rows.Change | Should -Be $changes
        $rows[0..($subjects.Count - 1)].Subject | Should -Be $subjects
    }

    It 'refuses a time or number that it cannot read, and writes nothing' {
        $table = New-Table
        $told = New-Told 1 @{}
        { $told, (New-Told 2 @{ Timestamp = '27.11.2026 09:00:00' }) | & $update $table } | Should -Throw '*ISO 8601*'
        { $told, (New-Told 2 @{ Change = 99 }) | & $update $table } | Should -Throw '*no name*'
        $table | Should -Not -Exist
    }

    It 'writes the same times in the culture <_>' -ForEach 'th-TH', 'ar-SA', 'fa-IR', 'fi-FI' {
        $table = New-Table
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $null = New-Told 2 @{ Change = 'Valid' } | & $update $table
        }
        finally { [cultureinfo]::CurrentCulture = $culture }

        (Import-Csv $table).EventTime | Should -Be 2026-01-01T00:02:00.0000000Z
    }

    It 'gives each row once, as it is now, in strict mode too' {
        Set-StrictMode -Version Latest
        $table = New-Table
        $events = (New-Told 1 @{ Change = 'Enrolled' }), (New-Told 2 @{ Change = 'Valid' }),
        (New-Told 3 @{ Change = 'Closed'; CardId = 'CRDb' })

        $changed = @($events | & $update $table)

        $changed.Id | Should -Be CRDa, CRDb
        $changed.Change | Should -Be Valid, Closed
        @($events | & $update $table) | Should -HaveCount 0
    }

    It 'says at once that the folder of the table is missing' {
        { New-Told 1 @{} | & $update "$TestDrive/none/table.csv" } | Should -Throw '*could not find a part of the path*'
    }

    It 'finds its table under the name that Tab completes' {
        $null = New-Told 1 @{} | & $update "$TestDrive/cards [1].csv"
        $null = New-Told 2 @{} | & $update "$TestDrive/cards ``[1``].csv"

        @(Get-ChildItem $TestDrive -Filter 'cards *.csv') | Should -HaveCount 1
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
