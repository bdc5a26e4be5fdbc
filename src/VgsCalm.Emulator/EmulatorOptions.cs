using VgsCalm.Emulator.Auth.SignIn;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator;

/// <summary>
/// The emulator's knobs. Those with a setter may be turned at any time and from any thread, and count from the next request on;
/// those with <c>init</c> hold for the life of one emulator.
/// </summary>
public sealed class EmulatorOptions
{
    private double _tokenLifetime = 300;
    private int _latency;
    private int _rateLimitPerMinute = -1;
    private double _rateLimitWindow = 60;
    private int _rateLimitKind;
    private int _rateLimitBurst = -1;
    private int _retryAfterForm;
    private double _clockOffset;
    private int _enrolmentDelay = 200;
    private int _newAccountWarmUp;
    private int _tokenErrorStyle;
    private bool _trailingComma;
    private bool _duplicateCheck;
    private bool _networkTokenOnCreate = true;
    private int _accountsPageSize;
    private string? _reportedExpiresIn;

    /// <summary>Where webhooks go, and how.</summary>
    public WebhookOptions Webhooks { get; } = new();

    /// <summary>How persons sign in, by browser and by device.</summary>
    public SignInOptions SignIn { get; } = new();

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The clock behind token expiry, enrolment, warm-up and the rate limit. Latency and fault delays pass in real time.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The organization of the seeded clients.</summary>
    public string OrganizationId { get; init; } = "ACemulator";

    /// <summary>Its name.</summary>
    public string OrganizationName { get; init; } = "Emulator Inc.";

    /// <summary>The vault of the seeded calm client.</summary>
    public string VaultId { get; init; } = "tntemulator";

    /// <summary>Its name.</summary>
    public string VaultName { get; init; } = "payments";

    /// <summary>What the seeded person types as user name. The person is an admin of the seeded organization.</summary>
    public string PersonUserName { get; init; } = "ann@emulator.test";

    /// <summary>The seeded person's password; null makes a random one at each start.</summary>
    public string? PersonPassword { get; init; }

    /// <summary>The seeded person's name.</summary>
    public string PersonName { get; init; } = "Ann Ash";

    /// <summary>The merchant that is known from the start.</summary>
    public string MerchantId { get; init; } = "MCemulator";

    /// <summary>Client id of the seeded organization admin.</summary>
    public string AdminClientId { get; init; } = "ACemulator-admin-00001";

    /// <summary>Secret of the seeded admin; null makes a random one at each start.</summary>
    public string? AdminClientSecret { get; init; }

    /// <summary>Client id of the seeded calm client.</summary>
    public string CalmClientId { get; init; } = "ACemulator-calm-00001";

    /// <summary>Secret of the seeded calm client; null makes a random one at each start.</summary>
    public string? CalmClientSecret { get; init; }

    /// <summary>Seconds that a token lives where its service account sets no lifespan of its own; fractions allowed.</summary>
    public double TokenLifetime
    {
        get => Volatile.Read(ref _tokenLifetime);
        set => Volatile.Write(ref _tokenLifetime, OptionRange.Positive(value));
    }

    /// <summary>Milliseconds that each answer waits, tokens included.</summary>
    public int Latency
    {
        get => Volatile.Read(ref _latency);
        set => Volatile.Write(ref _latency, OptionRange.NotNegative(value));
    }

    /// <summary>
    /// API requests admitted in one <see cref="RateLimitWindow"/> before 429; null means no limit. Token requests are
    /// not counted.
    /// </summary>
    public int? RateLimitPerMinute
    {
        get => Volatile.Read(ref _rateLimitPerMinute) is var limit and >= 0 ? limit : null;
        set => Volatile.Write(ref _rateLimitPerMinute, value is { } limit ? OptionRange.NotNegative(limit) : -1);
    }

    /// <summary>Seconds of the rate limit's window: 60, or less so that a test need not wait a minute.</summary>
    public double RateLimitWindow
    {
        get => Volatile.Read(ref _rateLimitWindow);
        set => Volatile.Write(ref _rateLimitWindow, OptionRange.Positive(value));
    }

    /// <summary>Whether the rate limit counts in windows or by a bucket.</summary>
    public RateLimitKind RateLimitKind
    {
        get => (RateLimitKind)Volatile.Read(ref _rateLimitKind);
        set => Volatile.Write(ref _rateLimitKind, (int)value);
    }

    /// <summary>Requests that a full bucket admits at once, at least 1; null takes the limit itself.</summary>
    public int? RateLimitBurst
    {
        get => Volatile.Read(ref _rateLimitBurst) is var burst and > 0 ? burst : null;
        set => Volatile.Write(ref _rateLimitBurst, value is { } burst ? OptionRange.Positive(burst) : -1);
    }

    /// <summary>What Retry-After says in the rate limit's 429.</summary>
    public RetryAfterForm RetryAfterForm
    {
        get => (RetryAfterForm)Volatile.Read(ref _retryAfterForm);
        set => Volatile.Write(ref _retryAfterForm, (int)value);
    }

    /// <summary>
    /// Seconds that the server's clock is ahead of the emulator's (negative: behind). Counts for the <c>Date</c> header
    /// and for dates in Retry-After, and for nothing else.
    /// </summary>
    public double ClockOffset
    {
        get => Volatile.Read(ref _clockOffset);
        set => Volatile.Write(ref _clockOffset, OptionRange.Bounded(value));
    }

    /// <summary>
    /// Milliseconds that a card stays <c>enrolling</c>; 0 means final at the first GET. Counts for cards that are still
    /// enrolling, too.
    /// </summary>
    public int EnrolmentDelay
    {
        get => Volatile.Read(ref _enrolmentDelay);
        set => Volatile.Write(ref _enrolmentDelay, OptionRange.NotNegative(value));
    }

    /// <summary>Milliseconds before a newly made service account's first token request succeeds. Seeded clients are warm.</summary>
    public int NewAccountWarmUp
    {
        get => Volatile.Read(ref _newAccountWarmUp);
        set => Volatile.Write(ref _newAccountWarmUp, OptionRange.NotNegative(value));
    }

    /// <summary>How wrong client credentials are refused.</summary>
    public TokenErrorStyle TokenErrorStyle
    {
        get => (TokenErrorStyle)Volatile.Read(ref _tokenErrorStyle);
        set => Volatile.Write(ref _tokenErrorStyle, (int)value);
    }

    /// <summary>Whether the token answer ends in the trailing comma that the sample on the VGS page has.</summary>
    public bool TrailingComma
    {
        get => Volatile.Read(ref _trailingComma);
        set => Volatile.Write(ref _trailingComma, value);
    }

    /// <summary>Whether CMP answers a card that it knows already with 303 and the existing id.</summary>
    public bool DuplicateCheck
    {
        get => Volatile.Read(ref _duplicateCheck);
        set => Volatile.Write(ref _duplicateCheck, value);
    }

    /// <summary>Whether CMP provisions a network token with each new card (VGS: <c>on-create</c>, the default).</summary>
    public bool NetworkTokenOnCreate
    {
        get => Volatile.Read(ref _networkTokenOnCreate);
        set => Volatile.Write(ref _networkTokenOnCreate, value);
    }

    /// <summary>Resources in one page of a list of the Accounts API; 0 gives lists whole, as VGS does.</summary>
    public int AccountsPageSize
    {
        get => Volatile.Read(ref _accountsPageSize);
        set => Volatile.Write(ref _accountsPageSize, OptionRange.NotNegative(value));
    }

    /// <summary>
    /// JSON printed as <c>expires_in</c> instead of the truth (<c>"0"</c>, <c>"null"</c>, <c>"-5"</c>); an empty string
    /// leaves the member out; null is the truth.
    /// </summary>
    public string? ReportedExpiresIn
    {
        get => Volatile.Read(ref _reportedExpiresIn);
        set => Volatile.Write(ref _reportedExpiresIn, value);
    }
}
