namespace VgsCalm;

/// <summary>The APIs that one session reaches, each at an address of its own.</summary>
public enum VgsApi
{
    /// <summary>Card lifecycle management V1 (account updater, network tokens).</summary>
    Calm,

    /// <summary>Card management platform (JSON:API).</summary>
    Cmp,

    /// <summary>Organizations and their service accounts (JSON:API).</summary>
    Accounts,

    /// <summary>Card Attributes V1.</summary>
    CardAttributes,
}
