namespace VgsCalm.Tests.Leaks;

internal static class WebhookCases
{
    // The secret is one that is looked for; every member has a card number in it, where it can be shown.
    private const string Prepared = """
        $secret = $wrong.Password
        $token = Get-VgsAccessToken -AsPlainText
        function Sign($text) {
            $t = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
            $hash = [Security.Cryptography.HMACSHA256]::new([Text.Encoding]::UTF8.GetBytes($wrong.GetNetworkCredential().Password))
            "t=$t,v0=" + [Convert]::ToHexString($hash.ComputeHash([Text.Encoding]::UTF8.GetBytes("$t.$text")))
        }
        $event = "{`"id`":`"evt_$number`",`"event`":`"au_card.$number`",`"org_id`":`"AC $number`"," +
            "`"tenant`":`"tnt_$number`",`"details`":{" +
            "`"card_id`":`"CRD $number`",`"pan_alias`":`"tok_$number`",`"state`":`"$grouped`",`"reason_code`":`"$number`"," +
            "`"old_account_number`":`"$number`",`"new_account_number`":`"$($number.Insert(6, 'x'))`"," +
            "`"old_expiration_date`":`"$number`",`"new_expiration_date`":`"$number`",`"name`":`"$number`",`"$number`":`"x`"," +
            "`"cvv`":`"$cvvText`",`"network_token_id`":`"$token`",`"list`":[`"$number`",{`"number`":`"$($number.Insert(6, 'x'))`"}]}}"
        $plain = "{`"id`":`"evt_1`",`"event`":`"cmp_au_card.updated`",`"details`":{`"card_id`":`"CRDabc`"," +
            "`"old_account_number`":`"$number`",`"new_account_number`":`"$($numbers[1])`"}}"

        """;

    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "ConvertFrom-VgsWebhook",
            "events with card numbers",
            IsBad: false,
            Prepared
                + """
                foreach ($text in $event, $plain) {
                    ConvertFrom-VgsWebhook -Body $text -Signature (Sign $text) -Secret $secret | ForEach-Object { $_; "$_"; $_.Details }
                    @{ RequestBody = $text; RequestHeader = @{ 'VGS-Signature' = (Sign $text) } } | ConvertFrom-VgsWebhook -Secret $secret
                }
                """
        ),
        new(
            "ConvertFrom-VgsWebhook",
            "posts that are not VGS's",
            IsBad: true,
            Prepared
                + """
                ConvertFrom-VgsWebhook -Body $event -Signature (Sign $plain) -Secret $secret
                ConvertFrom-VgsWebhook -Body $event -Signature "t=1,v0=$number" -Secret $secret
                ConvertFrom-VgsWebhook -Body $event -Signature $number -Secret $secret
                ConvertFrom-VgsWebhook -Body $number -Signature (Sign $number) -Secret $secret
                ConvertFrom-VgsWebhook -Body @($number, $event) -Signature (Sign $number) -Secret $secret
                ConvertFrom-VgsWebhook -Body $card -Signature (Sign $number) -Secret $secret
                $card, $number, @{ Body = @{ number = $number }; Headers = $number } | ConvertFrom-VgsWebhook -Secret $secret
                "{WebhookName:$number,RequestBody:$event,RequestHeader:{vgs-signature:$number}}" | ConvertFrom-VgsWebhook -Secret $secret
                @{ isBase64Encoded = $true; body = $event; headers = @{} } | ConvertFrom-VgsWebhook -Secret $secret
                """
        ),
        new(
            "ConvertFrom-VgsWebhook",
            "a secret as text",
            IsBad: true,
            "$text = $wrong.GetNetworkCredential().Password; ConvertFrom-VgsWebhook -Body x -Signature y -Secret $text"
        ),
        new(
            "ConvertFrom-VgsWebhook",
            "secrets as a list of text",
            IsBad: true,
            "$text = $wrong.GetNetworkCredential().Password; ConvertFrom-VgsWebhook -Body x -Signature y -Secret @($wrong.Password, $text)"
        ),
    ];
}
