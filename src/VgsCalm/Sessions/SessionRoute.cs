using VgsCalm.Http.Addresses;
using VgsCalm.Http.Proxy;

namespace VgsCalm.Sessions;

/// <summary>Where a session's requests go, and for which environment, vault and scopes.</summary>
/// <param name="Environment">Sandbox or Live.</param>
/// <param name="VaultId">The vault, where it is known.</param>
/// <param name="Scope">The scopes to ask for; none: the account's default ones.</param>
/// <param name="Addresses">The APIs and the token endpoint.</param>
/// <param name="Proxy">What API requests pass; null where they go direct.</param>
/// <param name="Timeout">Time limit of one request.</param>
internal sealed record SessionRoute(
    VgsEnvironment Environment,
    string? VaultId,
    string[] Scope,
    ServiceAddresses Addresses,
    SessionProxy? Proxy,
    TimeSpan Timeout
)
{
    /// <summary>The emulator that the environment names in place of VGS; null where it names none.</summary>
    public EmulatorAddress? Rehearsal { get; init; }

    /// <summary>The proxy of the session that stands on another machine than its emulator; null where there is none.</summary>
    public SessionProxy? UnusedProxy { get; init; }
}
