using System.Net;
using VgsCalm.Emulator.Auth;

namespace VgsCalm.Emulator.Webhooks;

/// <summary>Where webhooks go, and how. They may be set at any time and from any thread, and count from the next event on.</summary>
public sealed class WebhookOptions
{
    /// <summary>Seconds from the first try to the eighth at VGS: ten hours.</summary>
    public const double TenHours = 36_000;

    private Uri? _address;
    private string _secret = Identifier.CreateRandom(32);
    private double _retryPeriod = TenHours;

    /// <summary>Where events are posted, on this machine's loopback; null: nowhere.</summary>
    /// <exception cref="ArgumentException">It is no http address of the loopback.</exception>
    public Uri? Address
    {
        get => Volatile.Read(ref _address);
        set =>
            Volatile.Write(
                ref _address,
                value is null || IsLoopback(value) ? value : throw NotLoopback(value, nameof(value))
            );
    }

    /// <summary>The secret that events are signed with; a random one at each start.</summary>
    public string Secret
    {
        get => Volatile.Read(ref _secret);
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            Volatile.Write(ref _secret, value);
        }
    }

    /// <summary>Seconds from the first try of an event to the last of eight.</summary>
    public double RetryPeriod
    {
        get => Volatile.Read(ref _retryPeriod);
        set => Volatile.Write(ref _retryPeriod, OptionRange.NotNegative(value, 1e7));
    }

    // An emulator has test cards, and a person may have put real ones in: they stay on this machine.
    private static bool IsLoopback(Uri address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
        && (
            string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip))
        );

    private static ArgumentException NotLoopback(Uri address, string parameter) =>
        new(
            $"The emulator posts webhooks to this machine only (http://127.0.0.1:PORT/…), not to {address}.",
            parameter
        );
}
