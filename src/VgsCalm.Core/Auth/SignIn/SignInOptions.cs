namespace VgsCalm.Auth.SignIn;

/// <summary>How a person signs in.</summary>
internal sealed record SignInOptions
{
    /// <summary>The client that VGS's own command line uses; it has no secret.</summary>
    public const string DefaultClientId = "vgs-cli-public";

    public string ClientId { get; init; } = DefaultClientId;

    /// <summary>Scopes to ask for; VGS's own command line asks for these two.</summary>
    public IReadOnlyList<string> Scope { get; init; } = ["idp", "openid"];

    /// <summary>The organization (AC…) whose own identity provider signs the person in; null for the realm's page.</summary>
    public string? IdentityProvider { get; init; }

    /// <summary>What Connect-VgsCalm is given to open the same session again, with a blank before it, or nothing.</summary>
    public string ReopenArguments { get; init; } = "";

    /// <summary>Ports to listen on, the first free one; the realm knows the usual three as redirect addresses.</summary>
    public IReadOnlyList<int> RedirectPorts { get; init; } = [7745, 8390, 9056];

    /// <summary>Whether a browser is opened; the address is told in either case.</summary>
    public bool OpensBrowser { get; init; } = true;

    /// <summary>How long the person may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(300);

    public string ScopeText => string.Join(" ", Scope);
}
