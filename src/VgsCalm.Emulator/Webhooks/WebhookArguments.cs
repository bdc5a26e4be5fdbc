namespace VgsCalm.Emulator.Webhooks;

/// <summary>The command line's options of webhooks.</summary>
internal static class WebhookArguments
{
    /// <exception cref="FormatException">The address is none, or not on this machine; or the secret is blank.</exception>
    public static void Apply(WebhookOptions options, string? address, string? secret, double? retryPeriod)
    {
        Take(
            () => options.Address = address is null ? null : new Uri(address, UriKind.Absolute),
            $"--webhook-address must be an http address of this machine, such as http://127.0.0.1:8080/events, not '{address}'."
        );
        Take(() => options.Secret = secret ?? options.Secret, "--webhook-secret must not be blank.");
        options.RetryPeriod = retryPeriod ?? options.RetryPeriod;
    }

    private static void Take(Action set, string problem)
    {
        try
        {
            set();
        }
        catch (Exception wrong) when (wrong is ArgumentException or UriFormatException)
        {
            throw new FormatException(problem, wrong);
        }
    }
}
