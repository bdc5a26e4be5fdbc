namespace VgsCalm.Testing.Servers;

/// <summary>When a <see cref="WireScript"/> begins.</summary>
public enum Moment
{
    /// <summary>When the request has been read whole.</summary>
    AtRequest,

    /// <summary>When the connection is made; nothing is read.</summary>
    AtConnection,
}
