namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>The knobs of a person's sign-in. Each may be turned at any time and from any thread.</summary>
public sealed class SignInOptions
{
    private bool _anyRedirectPort;
    private bool _requireConsent;
    private bool _rotateRefreshTokens = true;
    private double _idleLifetime = 1800;
    private double _deviceCodeLifetime = 600;
    private int _deviceInterval = 5;
    private int _deviceGrantMode;
    private bool _approveDevices;

    /// <summary>
    /// Whether a browser may be sent back to any port of 127.0.0.1; else the realm knows the VGS CLI's three (7745, 8390,
    /// 9056), as VGS's is known to.
    /// </summary>
    public bool AnyRedirectPort
    {
        get => Volatile.Read(ref _anyRedirectPort);
        set => Volatile.Write(ref _anyRedirectPort, value);
    }

    /// <summary>Whether a person is asked for consent after the password; a device's sign-in always asks.</summary>
    public bool RequireConsent
    {
        get => Volatile.Read(ref _requireConsent);
        set => Volatile.Write(ref _requireConsent, value);
    }

    /// <summary>Whether each refresh gives a new refresh token and spends the old one.</summary>
    public bool RotateRefreshTokens
    {
        get => Volatile.Read(ref _rotateRefreshTokens);
        set => Volatile.Write(ref _rotateRefreshTokens, value);
    }

    /// <summary>Seconds without a refresh after which a person's session is over (VGS: 30 minutes).</summary>
    public double IdleLifetime
    {
        get => Volatile.Read(ref _idleLifetime);
        set => Volatile.Write(ref _idleLifetime, OptionRange.Positive(value));
    }

    /// <summary>Seconds that a device's code lives.</summary>
    public double DeviceCodeLifetime
    {
        get => Volatile.Read(ref _deviceCodeLifetime);
        set => Volatile.Write(ref _deviceCodeLifetime, OptionRange.Positive(value));
    }

    /// <summary>Seconds that a device has to wait between polls; sooner is <c>slow_down</c>.</summary>
    public int DeviceInterval
    {
        get => Volatile.Read(ref _deviceInterval);
        set => Volatile.Write(ref _deviceInterval, OptionRange.NotNegative(value));
    }

    /// <summary>Whether the seeded person approves each device's sign-in at once, so that a script needs no browser.</summary>
    public bool ApproveDevices
    {
        get => Volatile.Read(ref _approveDevices);
        set => Volatile.Write(ref _approveDevices, value);
    }

    /// <summary>Whether the public client may sign devices in.</summary>
    public DeviceGrantMode DeviceGrantMode
    {
        get => (DeviceGrantMode)Volatile.Read(ref _deviceGrantMode);
        set => Volatile.Write(ref _deviceGrantMode, (int)value);
    }
}
