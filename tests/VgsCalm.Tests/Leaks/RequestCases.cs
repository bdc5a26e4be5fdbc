namespace VgsCalm.Tests.Leaks;

internal static class RequestCases
{
    private const string Body = "@{ name = 'A'; number = $number; exp_month = 1; exp_year = 30; cvv = $cvvText }";

    public static IEnumerable<LeakCase> All { get; } =
    [
        new(
            "Invoke-VgsCalmRequest",
            "the body that is asked for",
            IsBad: false,
            $"Invoke-VgsCalmRequest -Path /cards -Method Post -Body {Body}; Invoke-VgsCalmRequest -Path /card-check "
                + $"-Method Post -Body {Body} -SkipHttpErrorCheck"
        )
        {
            AsksForOutput = true,
        },
        new(
            "Invoke-VgsCalmRequest",
            "a file that is asked for",
            IsBad: false,
            $"Invoke-VgsCalmRequest -Path /cards -Method Post -Body {Body} -OutFile \"$folder/body.json\""
        )
        {
            AsksForFiles = ["body.json"],
        },
        new(
            "Invoke-VgsCalmRequest",
            "questions first",
            IsBad: false,
            $"Invoke-VgsCalmRequest -Path \"/x/$number\" -Query @{{ number = $number }} -Method Post -Body {Body} "
                + $"-WhatIf; Invoke-VgsCalmRequest -Path \"/x/$encoded\" -Method Delete -WhatIf"
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a question that is answered with yes",
            IsBad: true,
            "Invoke-VgsCalmRequest -Path \"/cards?number=$grouped\" -Method Delete -Confirm"
        ),
        new(
            "Invoke-VgsCalmRequest",
            "card numbers in the address",
            IsBad: true,
            """
            foreach ($n in @($number) + $grouped + $encoded + $encoded.Replace('%20', '%3A')) {
                Invoke-VgsCalmRequest -Path "/network-tokens/$n"
                Invoke-VgsCalmRequest -Path "/x/($n)/y?number=$n" -Query @{ number = $n }
                Invoke-VgsCalmRequest -Path "/x/1$n/00000000$n/${n}0000/1.$n"
            }
            @{ a = 1 }, @{ a = 2 } | Invoke-VgsCalmRequest -Path "/x/($number)/y" -Method Post -OutFile "$folder/x"
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "addresses that are refused",
            IsBad: true,
            """
            foreach ($n in $number, $encoded.Replace('%20', '%3A')) {
                Invoke-VgsCalmRequest -Path "https://elsewhere.example/$n"
                Invoke-VgsCalmRequest -Path "//$n@elsewhere.example/$n"
                Invoke-VgsCalmRequest -Path "/../$n"
                Invoke-VgsCalmRequest -Path "/x/../$n"
                Invoke-VgsCalmRequest -Path "/x#$n"
                Invoke-VgsCalmRequest -Path "/x\$n"
                Invoke-VgsCalmRequest -Path "/$n" -Body x
            }
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a secret in the query, or before the host",
            IsBad: true,
            """
            Invoke-VgsCalmRequest -Path "/x?token=$secretText"
            Invoke-VgsCalmRequest -Path "/x?token=$secretText" -Body x
            Invoke-VgsCalmRequest -Path "/x" -Query @{ token = $secretText }
            Invoke-VgsCalmRequest -Path "https://elsewhere.example/x?token=$secretText"
            Invoke-VgsCalmRequest -Path "//u:$secretText@elsewhere.example/x"
            Invoke-VgsCalmRequest -Path "/x/https://u:$secretText@[::1]/x"
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "card numbers and tokens in headers",
            IsBad: true,
            """
            $token = Get-VgsAccessToken -AsPlainText
            Invoke-VgsCalmRequest -Path /x -Headers @{ 'X-Number' = $number; 'X-Grouped' = $grouped; 'X-Said' = "Bearer $token";
                'X-Session-Token' = $secretText; 'X-Client-Secret' = $secretText; 'X-Api-Key' = $secretText; 'Cookie' = $secretText;
                'X-Authorization' = $secretText }
            Invoke-VgsCalmRequest -Path /x -Headers @{ $number = "x`ny" }
            Invoke-VgsCalmRequest -Path /x -Headers @{ "$number x" = 'y' }
            Invoke-VgsCalmRequest -Path /x -Headers @{ $number = @{} } -ErrorAction Continue
            Invoke-VgsCalmRequest -Path /x -Headers @{ Authorization = "Bearer $token" }
            Invoke-VgsCalmRequest -Path /x -ContentType "application/$number/x" -Method Post -Body x
            Invoke-VgsCalmRequest -Path "/x//$number`?password=$secretText"
            Invoke-VgsCalmRequest -Path /x -ContentType "text/$number" -Method Post -Body @{ a = 1 }
            Invoke-VgsCalmRequest -Path /x -ContentType "text/plain; charset=$number" -Method Post -Body x
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "bodies of every kind",
            IsBad: true,
            $$"""
            foreach ($body in {{Body}}, "{ `"number`": `"$number`", `"pin`": `"$grouped`" ", "number=$number&cvv=$cvvText",
                [pscustomobject]@{ a = @(@{ password = $secretText; note = "1$number 00$number" }) }) {
                Invoke-VgsCalmRequest -Path /nowhere -Method Post -Body $body
            }
            Invoke-VgsCalmRequest -Path /nowhere -Method Post -Body @{ a = $calm }
            Invoke-VgsCalmRequest -Path /nowhere -Method Post -Body @{ number = $number; padding = 'x' * 20000 }
            Invoke-VgsCalmRequest -Path /nowhere -Method Post -Body @{ $number = 1; count = [long]$number }
            foreach ($s in $refusals) { Invoke-VgsCalmRequest -Path /x -Method Post -Body @{ password = $secretText } -Session $s }
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a service that refuses and repeats",
            IsBad: true,
            $"foreach ($s in $refusals + $breakages) {{ Invoke-VgsCalmRequest -Path \"/x/$number\" -Method Post -Body "
                + $"{Body} -Session $s -MaximumRetryCount 0; Invoke-VgsCalmRequest -Path /x -Query @{{ number = "
                + $"$number }} -Session $s -MaximumRetryCount 0 }}"
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a service that repeats the secrets of query, headers and form",
            IsBad: true,
            """
            $form = "client_secret=$([Uri]::EscapeDataString($secretText))&cvv=$cvvText"
            foreach ($s in $refusals) {
                Invoke-VgsCalmRequest /x -Query @{ token = $secretText; cvv = $cvvText } -Session $s
                Invoke-VgsCalmRequest /x -Headers @{ 'X-Api-Key' = $secretText } -Session $s
                Invoke-VgsCalmRequest /x -Method Post -Body $form -ContentType application/x-www-form-urlencoded -Session $s
            }
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a service that succeeds and repeats",
            IsBad: true,
            $"foreach ($s in $successes) {{ $null = Invoke-VgsCalmRequest -Path \"/x/$number\" -Method Post -Body "
                + $"{Body} -Session $s -OutFile \"$folder/body\" }}"
        )
        {
            AsksForFiles = ["body"],
        },
        new(
            "Invoke-VgsCalmRequest",
            "a file that takes nothing of an answer that repeats",
            IsBad: true,
            $"foreach ($s in $successes) {{ Invoke-VgsCalmRequest -Path /x -Method Post -Body {Body} -Session $s -OutFile /dev/full }}"
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a service that repeats in names that differ in case",
            IsBad: true,
            """
            Connect-VgsCalm $calm -Name names -AuthUri "$echo/opaque/token" -CalmUri "$echo/names"
            $null = Invoke-VgsCalmRequest /x -Method Post -Body @{ password = $secretText } -Session names
            Disconnect-VgsCalm names
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a token of another session in what the service says",
            IsBad: true,
            """
            $token = Get-VgsAccessToken -AsPlainText
            foreach ($s in $refusals) { Invoke-VgsCalmRequest -Path /x -Method Post -Body @{ was = $token } -Session $s }
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a proxy that refuses, or fails, and repeats",
            IsBad: true,
            $$"""
            foreach ($p in $proxy, $brokenProxy) {
                foreach ($calmUri in "$echo/errors", 'https://calm.example') {
                    $through = @{ Proxy = $p; ProxyCredential = $proxyCredential }
                    Connect-VgsCalm -Credential $calm -Name proxied -AuthUri $auth -CalmUri $calmUri @through -PassThru
                    Invoke-VgsCalmRequest -Path /x -Method Post -Body {{Body}} -Session proxied -MaximumRetryCount 0
                }
            }
            """
        ),
        new(
            "Invoke-VgsCalmRequest",
            "a token that is refused",
            IsBad: true,
            "Invoke-VgsCalmRequest -Path /cards/CRDnone; Disconnect-VgsCalm; Invoke-VgsCalmRequest -Path /cards; "
                + "Connect-VgsCalm -Credential $calm @uris"
        ),
    ];
}
