namespace VgsCalm.Emulator.Control;

/// <summary>The knobs that can be turned, as JSON. A member that a PUT leaves out keeps its value.</summary>
internal sealed class KnobSettings
{
    public double? TokenLifetime { get; init; }

    public int? Latency { get; init; }

    /// <summary>-1 takes the limit away.</summary>
    public int? RateLimitPerMinute { get; init; }

    public double? RateLimitWindow { get; init; }

    public RateLimitKind? RateLimitKind { get; init; }

    /// <summary>-1 goes back to the limit itself.</summary>
    public int? RateLimitBurst { get; init; }

    public RetryAfterForm? RetryAfterForm { get; init; }

    public double? ClockOffset { get; init; }

    public int? EnrolmentDelay { get; init; }

    public int? NewAccountWarmUp { get; init; }

    public TokenErrorStyle? TokenErrorStyle { get; init; }

    public bool? TrailingComma { get; init; }

    public bool? DuplicateCheck { get; init; }

    public int? AccountsPageSize { get; init; }

    public bool? AnyRedirectPort { get; init; }

    public bool? RequireConsent { get; init; }

    public bool? RotateRefreshTokens { get; init; }

    public double? SignInIdleLifetime { get; init; }

    public double? DeviceCodeLifetime { get; init; }

    public int? DeviceInterval { get; init; }

    public bool? ApproveDevices { get; init; }

    public DeviceGrantMode? DeviceGrantMode { get; init; }

    public bool? NetworkTokenOnCreate { get; init; }

    /// <summary>The text <c>truth</c> goes back to the real value.</summary>
    public string? ReportedExpiresIn { get; init; }

    public static KnobSettings From(EmulatorOptions options) =>
        new()
        {
            TokenLifetime = options.TokenLifetime,
            Latency = options.Latency,
            RateLimitPerMinute = options.RateLimitPerMinute ?? -1,
            RateLimitWindow = options.RateLimitWindow,
            RateLimitKind = options.RateLimitKind,
            RateLimitBurst = options.RateLimitBurst ?? -1,
            RetryAfterForm = options.RetryAfterForm,
            ClockOffset = options.ClockOffset,
            EnrolmentDelay = options.EnrolmentDelay,
            NewAccountWarmUp = options.NewAccountWarmUp,
            TokenErrorStyle = options.TokenErrorStyle,
            TrailingComma = options.TrailingComma,
            DuplicateCheck = options.DuplicateCheck,
            AccountsPageSize = options.AccountsPageSize,
            AnyRedirectPort = options.SignIn.AnyRedirectPort,
            RequireConsent = options.SignIn.RequireConsent,
            RotateRefreshTokens = options.SignIn.RotateRefreshTokens,
            SignInIdleLifetime = options.SignIn.IdleLifetime,
            DeviceCodeLifetime = options.SignIn.DeviceCodeLifetime,
            DeviceInterval = options.SignIn.DeviceInterval,
            ApproveDevices = options.SignIn.ApproveDevices,
            DeviceGrantMode = options.SignIn.DeviceGrantMode,
            NetworkTokenOnCreate = options.NetworkTokenOnCreate,
            ReportedExpiresIn = options.ReportedExpiresIn ?? "truth",
        };

    /// <exception cref="ArgumentOutOfRangeException">A value makes no sense; no knob has moved.</exception>
    public void ApplyTo(EmulatorOptions options)
    {
        var before = From(options);
        try
        {
            Turn(options);
        }
        catch (ArgumentOutOfRangeException)
        {
            before.Turn(options);
            throw;
        }
    }

    private void Turn(EmulatorOptions options)
    {
        options.TokenLifetime = TokenLifetime ?? options.TokenLifetime;
        options.Latency = Latency ?? options.Latency;
        options.RateLimitWindow = RateLimitWindow ?? options.RateLimitWindow;
        options.RateLimitKind = RateLimitKind ?? options.RateLimitKind;
        options.RetryAfterForm = RetryAfterForm ?? options.RetryAfterForm;
        options.ClockOffset = ClockOffset ?? options.ClockOffset;
        options.EnrolmentDelay = EnrolmentDelay ?? options.EnrolmentDelay;
        options.NewAccountWarmUp = NewAccountWarmUp ?? options.NewAccountWarmUp;
        options.TokenErrorStyle = TokenErrorStyle ?? options.TokenErrorStyle;
        options.TrailingComma = TrailingComma ?? options.TrailingComma;
        options.DuplicateCheck = DuplicateCheck ?? options.DuplicateCheck;
        options.AccountsPageSize = AccountsPageSize ?? options.AccountsPageSize;
        options.SignIn.AnyRedirectPort = AnyRedirectPort ?? options.SignIn.AnyRedirectPort;
        options.SignIn.RequireConsent = RequireConsent ?? options.SignIn.RequireConsent;
        options.SignIn.RotateRefreshTokens = RotateRefreshTokens ?? options.SignIn.RotateRefreshTokens;
        options.SignIn.IdleLifetime = SignInIdleLifetime ?? options.SignIn.IdleLifetime;
        options.SignIn.DeviceCodeLifetime = DeviceCodeLifetime ?? options.SignIn.DeviceCodeLifetime;
        options.SignIn.DeviceInterval = DeviceInterval ?? options.SignIn.DeviceInterval;
        options.SignIn.ApproveDevices = ApproveDevices ?? options.SignIn.ApproveDevices;
        options.SignIn.DeviceGrantMode = DeviceGrantMode ?? options.SignIn.DeviceGrantMode;
        options.NetworkTokenOnCreate = NetworkTokenOnCreate ?? options.NetworkTokenOnCreate;
        if (RateLimitPerMinute is { } limit)
        {
            options.RateLimitPerMinute = limit == -1 ? null : limit;
        }

        if (RateLimitBurst is { } burst)
        {
            options.RateLimitBurst = burst == -1 ? null : burst;
        }

        if (ReportedExpiresIn is { } text)
        {
            options.ReportedExpiresIn = string.Equals(text, "truth", StringComparison.Ordinal) ? null : text;
        }
    }
}
