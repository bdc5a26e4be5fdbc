namespace VgsCalm.Emulator.Auth;

/// <summary>Why a client was not admitted to the realm.</summary>
internal enum ClientRefusal
{
    /// <summary>The request names no client.</summary>
    IdMissing,

    /// <summary>No such client, or one that is still warming up.</summary>
    Unknown,

    /// <summary>The secret is wrong or missing.</summary>
    WrongSecret,
}
