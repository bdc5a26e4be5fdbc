namespace VgsCalm;

/// <summary>How a configuration file writes its scopes; both forms occur in VGS's documentation.</summary>
public enum VgsScopeFormat
{
    /// <summary>Plain strings, as on the VGS page "Authentication - V1": <c>- cards:write</c>.</summary>
    String,

    /// <summary>Objects: <c>- name: cards:write</c>, with <c>optional: true</c> where it applies.</summary>
    Object,
}
