namespace VgsCalm;

/// <summary>Who a session acts as.</summary>
public enum VgsSessionKind
{
    /// <summary>A service account, with a client id and a secret.</summary>
    ServiceAccount,

    /// <summary>A person who signed in by browser or device code.</summary>
    Person,
}
