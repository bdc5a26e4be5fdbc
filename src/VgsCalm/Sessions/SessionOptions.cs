using System.Net;

namespace VgsCalm.Sessions;

/// <summary>How a session is to be opened, as the parameters say it; nothing of it has been checked.</summary>
internal sealed record SessionOptions
{
    public VgsEnvironment Environment { get; init; }

    /// <summary>The vault as the parameters name it.</summary>
    public string? VaultId { get; init; }

    /// <summary>Scopes to ask for; one text may hold several, with spaces or commas between.</summary>
    public IReadOnlyList<string?> Scope { get; init; } = [];

    /// <summary>An emulator of VGS, for every API whose own address is not given.</summary>
    public string? EmulatorUri { get; init; }

    public string? AuthUri { get; init; }

    public string? CalmUri { get; init; }

    public string? CmpUri { get; init; }

    public string? AccountsUri { get; init; }

    public string? CardAttributesUri { get; init; }

    /// <summary>Whether any address is given, so that none is taken from the environment.</summary>
    public bool HasAddress =>
        (EmulatorUri ?? AuthUri ?? CalmUri ?? CmpUri ?? AccountsUri ?? CardAttributesUri) is not null;

    /// <summary>API requests pass the vault's own proxy, whose address is made of the vault and the environment.</summary>
    public bool UseVaultProxy { get; init; }

    public Uri? Proxy { get; init; }

    public NetworkCredential? ProxyCredential { get; init; }

    /// <summary>Full path of a PEM file with the authority of the proxy's certificate.</summary>
    public string? CaCertificateFile { get; init; }

    public TimeSpan Timeout { get; init; }
}
