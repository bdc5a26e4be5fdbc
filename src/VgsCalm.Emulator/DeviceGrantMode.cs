namespace VgsCalm.Emulator;

/// <summary>Whether the realm's public client may sign devices in (RFC 8628). What VGS allows is unknown.</summary>
public enum DeviceGrantMode
{
    /// <summary>It may.</summary>
    Allowed,

    /// <summary>Refused at the start: 400 <c>unauthorized_client</c>, newer Keycloak.</summary>
    RefusedAtStart,

    /// <summary>Refused at the start: 400 <c>invalid_grant</c>, older Keycloak.</summary>
    RefusedAtStartByOlder,

    /// <summary>Refused while polling: 400 <c>invalid_grant</c>.</summary>
    RefusedAtPoll,
}
