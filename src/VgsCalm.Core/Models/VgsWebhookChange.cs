namespace VgsCalm;

/// <summary>What has happened to the card or token that a webhook is about; the same words for CALM and CMP.</summary>
public enum VgsWebhookChange
{
    /// <summary>Something else, which the event's name and state tell.</summary>
    Unknown,

    /// <summary>The card takes part in the account updater.</summary>
    Enrolled,

    /// <summary>The card cannot take part; the reason code tells why.</summary>
    EnrollmentFailed,

    /// <summary>The network has looked, and nothing has changed.</summary>
    Valid,

    /// <summary>The card has a new number, or the token's card or data have changed.</summary>
    Updated,

    /// <summary>The card has a new expiry.</summary>
    Expired,

    /// <summary>The account is closed: do not charge the card.</summary>
    Closed,

    /// <summary>Ask the cardholder for the new card.</summary>
    ContactCardholderAdvice,

    /// <summary>The issuer does not take part in the account updater.</summary>
    NonParticipating,

    /// <summary>The cardholder has opted out of updates.</summary>
    OptedOut,

    /// <summary>The token can be used.</summary>
    Activated,

    /// <summary>The token cannot be used for now.</summary>
    Suspended,

    /// <summary>The token is gone.</summary>
    Deleted,

    /// <summary>There is no token for the card; the reason code tells why.</summary>
    Failed,
}
