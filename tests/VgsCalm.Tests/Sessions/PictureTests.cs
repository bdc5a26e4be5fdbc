namespace VgsCalm.Tests.Sessions;

/// <summary>What Start-Job, remoting and Import-Clixml make of the module's objects: pictures, which have properties only.</summary>
public sealed class PictureTests : ConnectedTest
{
    private const string Picture =
        "function Picture($of) { $text = [Management.Automation.PSSerializer]::Serialize($of, 3); "
        + "[Management.Automation.PSSerializer]::Deserialize($text) }; ";

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session $s")]
    [InlineData("$s | Disconnect-VgsCalm")]
    [InlineData("Disconnect-VgsCalm $s")]
    [InlineData("Disconnect-VgsCalm admin, $s")]
    [InlineData("Select-VgsCalmSession $s")]
    [InlineData("$s | Select-VgsCalmSession")]
    [InlineData("Get-VgsCalmSession $s")]
    public void The_picture_of_a_session_is_told_from_a_session(string command)
    {
        var error = Run($"{Picture}$s = Picture (Get-VgsCalmSession admin); {command}").Failure!;

        Assert.Contains("picture of a session", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("run Connect-VgsCalm there", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Run("Get-VgsCalmSession").Output.Count);
    }

    [Theory]
    [InlineData("Get-VgsCard CRD1 -Session (Get-VgsCalmSession admin | ConvertTo-Json -Depth 1 | ConvertFrom-Json)")]
    [InlineData("Get-VgsCard CRD1 -Session (Get-VgsCalmSession admin | Select-Object *)")]
    [InlineData("Get-VgsCalmSession admin | ConvertTo-Csv | ConvertFrom-Csv | Disconnect-VgsCalm")]
    [InlineData("Picture (Get-VgsCalmSession admin) | Connect-VgsCalm -Name x")]
    public void So_is_one_from_JSON_or_CSV_and_one_that_is_to_connect(string command)
    {
        var error = Run($"{Picture}{command}").Failure!;

        Assert.Contains("picture of a session", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, Run("Get-VgsCalmSession").Output.Count);
    }

    [Fact]
    public void A_list_of_one_session_is_that_session_and_of_more_is_none()
    {
        Run("Invoke-VgsCalmRequest /x -SkipHttpErrorCheck -Session @(Get-VgsCalmSession default)").ThrowIfFailed();
        Run("Invoke-VgsCalmRequest /x -SkipHttpErrorCheck -Session @('default')").ThrowIfFailed();

        var error = Run("Invoke-VgsCalmRequest /x -Session (Get-VgsCalmSession)").Failure!;

        Assert.Contains("takes one session, and was given 2", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "-Session admin",
            Run("Get-VgsCalmSession admin | Connect-VgsCalm -Name x").Failure!.ErrorDetails.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("$sa | Connect-VgsCalm -Name x")]
    [InlineData("$sa | Export-VgsServiceAccountConfig $path")]
    [InlineData("$sa | Reset-VgsServiceAccount ACemulator -Session admin -Force")]
    [InlineData("Reset-VgsServiceAccount ACemulator -InputObject $sa -Session admin -Force")]
    [InlineData("$config | New-VgsServiceAccount ACemulator -Session admin")]
    [InlineData("$config | Export-VgsServiceAccountConfig $path")]
    [InlineData("$sa | ConvertTo-Csv | ConvertFrom-Csv | Reset-VgsServiceAccount ACemulator -Session admin -Force")]
    [InlineData(
        "New-VgsServiceAccountConfig tnt1 | ConvertTo-Json | ConvertFrom-Json | New-VgsServiceAccount ACemulator -Session admin"
    )]
    [InlineData("$config | Select-Object * | New-VgsServiceAccount ACemulator -Session admin")]
    public void The_picture_of_an_account_is_told_from_an_account(string command)
    {
        var path = Folder.At("x.yaml");
        Run(
                Picture
                    + "$config = New-VgsServiceAccountConfig tntemulator; "
                    + "$sa = Picture ($config | New-VgsServiceAccount ACemulator -Session admin); $config = Picture $config"
            )
            .ThrowIfFailed();
        var accounts = Emulator.ServiceAccounts.Count;

        var error = Run(command, ("path", path)).Failure!;

        Assert.Contains("picture of a service account", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(accounts, Emulator.ServiceAccounts.Count);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("@{ Name = 'calm'; VaultId = 'tntemulator' } | New-VgsServiceAccount ACemulator -Session admin")]
    [InlineData("New-VgsServiceAccount ACemulator -InputObject @{ Name = 'calm' } -Session admin")]
    [InlineData("@{ ClientId = 'ACemulator-calm-00001' } | Reset-VgsServiceAccount ACemulator -Session admin -Force")]
    public void The_error_about_a_hashtable_says_where_an_account_comes_from(string command)
    {
        var error = Assert.Single(Run(command).Errors).ToString();

        Assert.Contains("A hashtable is neither", error, StringComparison.Ordinal);
        Assert.Contains("New-VgsServiceAccountConfig", error, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Requests.Count("POST", "/accounts/organizations/ACemulator/service-accounts"));
    }

    [Theory]
    [InlineData("Connect-VgsCalm -Name x")]
    [InlineData("Export-VgsServiceAccountConfig $path")]
    public void The_picture_of_a_configuration_has_no_credential_to_connect_with(string command)
    {
        var text = Run(
            $"{Picture}Picture (New-VgsServiceAccountConfig tntemulator) | {command}",
            ("path", Folder.At("x.yaml"))
        ).Failure!.ErrorDetails.Message;

        Assert.Contains("Take the configuration itself", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Credential", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_of_a_token_shows_when_it_expires()
    {
        var text = Run($"{Picture}$token = Get-VgsAccessToken; $token, (Picture $token) | Out-String -Width 300")
            .ThrowIfFailed();

        var lines = text
            .Single.ToString()!
            .Split('\n')
            .Where(line => line.Contains("Bearer", StringComparison.Ordinal));
        Assert.Single(lines.Select(line => line.TrimEnd()).Distinct());
    }

    [Fact]
    public void The_credential_of_an_account_s_picture_connects()
    {
        Run(
                Picture
                    + "$sa = Picture (New-VgsServiceAccountConfig tntemulator | New-VgsServiceAccount ACemulator -Session admin); "
                    + "Connect-VgsCalm -Credential $sa.Credential -Name x @uris"
            )
            .ThrowIfFailed();
    }

    [Fact]
    public void The_picture_of_a_card_stands_for_its_id()
    {
        var result = Run(
                Picture
                    + "$card = New-VgsCard -Name A -Number 4111111111111111 -ExpMonth 1 -ExpYear 30; Picture $card | Get-VgsCard; $card"
            )
            .ThrowIfFailed();

        Assert.Equal(result.Output[1].Properties["Id"].Value, result.Output[0].Properties["Id"].Value);
    }
}
