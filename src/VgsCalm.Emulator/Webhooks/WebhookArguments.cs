namespace VgsCalm.Emulator.Webhooks;

/// <summary>The command line's options of webhooks.</summary>
internal static class WebhookArguments
{
    /// <exception cref="FormatException">The address is none, or not on this machine.</exception>
    public static void Apply(WebhookOptions options, string? address, string? secret, double? retryPeriod)
    {
        try
        {
            options.Address = address is null ? null : new Uri(address, UriKind.Absolute);
            options.Secret = secret ?? options.Secret;
            options.RetryPeriod = retryPeriod ?? options.RetryPeriod;
        }
        catch (Exception wrong) when (wrong is ArgumentException or UriFormatException)
        {
            throw new FormatException($"--webhook-address '{address}': {wrong.Message}", wrong);
        }
    }
}
