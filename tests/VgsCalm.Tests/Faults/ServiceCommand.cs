namespace VgsCalm.Tests.Faults;

/// <summary>A command, and the one of its requests that the faults meet.</summary>
/// <param name="Name">The command, and what it does where it has more than one row.</param>
/// <param name="Script">Calls it, on the session <c>cell</c>.</param>
/// <param name="Spot">The request.</param>
/// <param name="Repetition">How the contract has it repeated.</param>
internal sealed record ServiceCommand(string Name, string Script, Spot Spot, Repetition Repetition)
{
    private const string Accounts = "/accounts/organizations/ACemulator/service-accounts";
    private const string Token = "/auth/";
    private const string Details = "-Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 29";
    private const string Config =
        "New-VgsServiceAccountConfig tntemulator -Scope cards:read, cards:write -Name nightly";
    private const string MakeAccount = $"$account = {Config} | New-VgsServiceAccount ACemulator -Session direct-admin";

    /// <summary>What must be there before, made on a session that no fault meets.</summary>
    public string Setup { get; init; } = "";

    public Contentment Takes { get; init; }

    /// <summary>Tries in all, where each may be repeated.</summary>
    public int Tries { get; init; } = Repetition == Repetition.OfTokenRequest ? 3 : 5;

    public bool IsTokenRequest => Repetition == Repetition.OfTokenRequest;

    /// <summary>Whether the session is a person's, who signed in.</summary>
    public bool IsOfPerson { get; init; }

    /// <summary>Whether it renews the token of a session that has one already.</summary>
    public bool NeedsToken => IsTokenRequest && Script.Contains("-ForceRefresh", StringComparison.Ordinal);

    /// <summary>Where its address is given.</summary>
    public string AddressParameter =>
        BasePath switch
        {
            "/calm" => "CalmUri",
            "/accounts" => "AccountsUri",
            "/card-attributes" => "CardAttributesUri",
            _ => "AuthUri",
        };

    /// <summary>The path of its API at the emulator.</summary>
    public string BasePath => IsTokenRequest ? "" : "/" + Spot.Path.Split('/')[1];

    public string Cmdlet => Name.Split(' ', ',')[0];

    /// <summary>Whether the session belongs to the account that manages accounts.</summary>
    public bool IsOfAccounts => Spot.Path.StartsWith("/accounts", StringComparison.Ordinal);

    /// <summary>What has to work afterwards, with the same session.</summary>
    public string Good =>
        IsOfPerson ? "$null = Get-VgsAccessToken -ForceRefresh -Session cell; $null = Get-VgsOrganization -Session cell"
        : IsTokenRequest
            ? "$null = Get-VgsAccessToken -ForceRefresh -Session cell; $null = Get-VgsCard $card -Session cell"
        : IsOfAccounts ? "$null = Get-VgsServiceAccount ACemulator -Session cell"
        : Spot.Path.StartsWith("/card-attributes", StringComparison.Ordinal)
            ? "$null = Get-VgsCardAttribute 541577 -Session cell"
        : "$null = Get-VgsCard $card -Session cell";

    /// <summary>Every command that calls the service, and every kind of request that it makes.</summary>
    public static IReadOnlyList<ServiceCommand> All { get; } =
    [
        TokenRequest("Connect-VgsCalm", "Connect-VgsCalm $calm -Name other @cell"),
        TokenRequest("Get-VgsAccessToken", "Get-VgsAccessToken -ForceRefresh -Session cell"),
        TokenRequest("Get-VgsAccessToken with credentials", "Get-VgsAccessToken $calm @cell"),
        TokenRequest("Get-VgsAccessToken of a person", "Get-VgsAccessToken -ForceRefresh -Session cell") with
        {
            IsOfPerson = true,
        },
        Get("Get-VgsOrganization", "Get-VgsOrganization -Session cell", "/accounts/organizations"),
        Get("Get-VgsVault", "Get-VgsVault -Session cell", "/accounts/vaults"),
        Post("New-VgsServiceAccount", $"{Config} | New-VgsServiceAccount ACemulator -Session cell", Accounts),
        Get("Get-VgsServiceAccount", "Get-VgsServiceAccount ACemulator -Session cell", Accounts),
        Delete(
            "Remove-VgsServiceAccount",
            "Remove-VgsServiceAccount ACemulator -ClientId $account.ClientId -Force -Session cell",
            Accounts
        ) with
        {
            Setup = MakeAccount,
            Takes = Contentment.NoPage,
        },
        Get(
            "Reset-VgsServiceAccount, its list",
            "Reset-VgsServiceAccount ACemulator -ClientId $account.ClientId -Session cell",
            Accounts
        ) with
        {
            Setup = MakeAccount,
        },
        Post(
            "Reset-VgsServiceAccount, its successor",
            "Reset-VgsServiceAccount ACemulator -ClientId $account.ClientId -Session cell",
            Accounts
        ) with
        {
            Setup = MakeAccount,
        },
        Delete(
            "Reset-VgsServiceAccount, its removal",
            "Reset-VgsServiceAccount ACemulator -ClientId $account.ClientId -RemoveOld -Force -Session cell",
            Accounts
        ) with
        {
            Setup = MakeAccount,
            Takes = Contentment.NoPage,
        },
        Get("Invoke-VgsCalmRequest, a GET", "Invoke-VgsCalmRequest /cards/$card -Session cell", "/calm/cards/") with
        {
            Takes = Contentment.Anything,
        },
        Post(
            "Invoke-VgsCalmRequest, a POST",
            "Invoke-VgsCalmRequest /merchants -Method Post -Body @{ dba_merchant_trade_name = 'Shop'; "
                + "merchant_legal_name = 'Shop' } -Session cell",
            "/calm/merchants"
        ) with
        {
            Takes = Contentment.Anything,
        },
        Post("New-VgsCard", $"New-VgsCard {Details} -Session cell", "/calm/cards"),
        Get("Get-VgsCard", "Get-VgsCard $card -Session cell", "/calm/cards/"),
        Post("Import-VgsCard", "Import-VgsCard $csv -Session cell", "/calm/cards") with
        {
            Tries = 11,
        },
        Post("Get-VgsCardUpdate", $"Get-VgsCardUpdate {Details} -Session cell", "/calm/card-check"),
        Post(
            "New-VgsNetworkToken",
            "New-VgsNetworkToken tok_sandbox_2 -ExpMonth 11 -ExpYear 29 -Session cell",
            "/calm/network-tokens"
        ),
        Get("Get-VgsNetworkToken", "Get-VgsNetworkToken tok_sandbox_1 -Session cell", "/calm/network-tokens/") with
        {
            Setup = MakeNetworkToken,
        },
        Delete(
            "Remove-VgsNetworkToken",
            "Remove-VgsNetworkToken tok_sandbox_1 -Force -PassThru -Session cell",
            "/calm/network-tokens/"
        ) with
        {
            Setup = MakeNetworkToken,
            Takes = Contentment.Nothing,
        },
        Post("New-VgsMerchant", "New-VgsMerchant Shop -MerchantLegalName Shop -Session cell", "/calm/merchants"),
        Post("Get-VgsCardAttribute", "Get-VgsCardAttribute 541577 -Session cell", "/card-attributes/"),
    ];

    /// <summary>
    /// Commands that only look at or change what is on this machine; and Test-VgsCalmConnection, whose findings are its output:
    /// its own tests play the faults.
    /// </summary>
    public static IReadOnlyList<string> Local { get; } =
    [
        "Get-VgsCalmSession",
        "Disconnect-VgsCalm",
        "Select-VgsCalmSession",
        "New-VgsServiceAccountConfig",
        "Import-VgsServiceAccountConfig",
        "Export-VgsServiceAccountConfig",
        "Test-VgsCalmConnection",
        "ConvertFrom-VgsWebhook",
    ];

    private const string MakeNetworkToken =
        "$null = New-VgsNetworkToken tok_sandbox_1 -ExpMonth 11 -ExpYear 29 -Session direct";

    private static ServiceCommand TokenRequest(string name, string script) =>
        new(name, script, new Spot("POST", Token), Repetition.OfTokenRequest);

    private static ServiceCommand Get(string name, string script, string path) =>
        new(name, script, new Spot("GET", path), Repetition.Always);

    private static ServiceCommand Delete(string name, string script, string path) =>
        new(name, script, new Spot("DELETE", path), Repetition.Always);

    private static ServiceCommand Post(string name, string script, string path) =>
        new(name, script, new Spot("POST", path), Repetition.WhenNotCarriedOut);
}
