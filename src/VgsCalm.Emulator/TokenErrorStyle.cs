namespace VgsCalm.Emulator;

/// <summary>
/// How the token endpoint refuses a wrong client id or secret. VGS's own bodies were never seen; Keycloak's differ by
/// version.
/// </summary>
public enum TokenErrorStyle
{
    /// <summary>
    /// Newer Keycloak, in JSON: 401 and <c>unauthorized_client</c> for a wrong secret, 401 and <c>invalid_client</c> for an
    /// unknown client.
    /// </summary>
    UnauthorizedClient401,

    /// <summary>401 and <c>invalid_client</c> in JSON: RFC 6749 §5.2.</summary>
    InvalidClient401,

    /// <summary>400 and <c>unauthorized_client</c> in JSON: older Keycloak.</summary>
    UnauthorizedClient400,

    /// <summary>400 and <c>invalid_client</c> in JSON.</summary>
    InvalidClient400,

    /// <summary>401 with an HTML page, as an edge in front of the server answers.</summary>
    Html401,

    /// <summary>401 without a body.</summary>
    Empty401,

    /// <summary>403 without a body: another server of the kind does so.</summary>
    Empty403,
}
