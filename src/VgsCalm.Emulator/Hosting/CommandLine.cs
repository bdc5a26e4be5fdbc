using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator.Hosting;

/// <summary>What the program was started with.</summary>
/// <param name="Options">The emulator's knobs.</param>
/// <param name="RequestLogPath">File to append the request log to; null for none.</param>
/// <param name="AsksForHelp">Whether only the usage is wanted.</param>
internal sealed record CommandLine(EmulatorOptions Options, string? RequestLogPath, bool AsksForHelp)
{
    public const string Usage = """
        Usage: vgscalm-emulator [options]
          or, in a clone: dotnet run --project src/VgsCalm.Emulator -- [options]

          --port N                    port on 127.0.0.1 (default: a free one)
          --token-lifetime SECONDS    lifetime of tokens (default: 300)
          --latency MS                wait before each answer (default: 0)
          --rate-limit N              API requests in one window before 429 (default: no limit)
          --rate-limit-window SECONDS length of that window (default: 60)
          --rate-limit-kind KIND      fixed-window (default) or token-bucket, refilled evenly
          --rate-limit-burst N        requests that a full bucket admits at once (default: the limit)
          --retry-after FORM          what Retry-After says: seconds (default), zero, date or none
          --clock-offset SECONDS      how far the server's clock is ahead; with a minus sign: behind
          --enrolment-delay MS        time that a card stays enrolling (default: 200)
          --person-password TEXT      password of the person who signs in by browser (default: random, printed)
          --any-redirect-port         a browser may be sent back to any port of 127.0.0.1
          --require-consent           ask the person for consent after the password
          --webhook-address URI       where webhooks are posted, on this machine (default: nowhere)
          --webhook-secret SECRET     what they are signed with (default: a random one, which is printed)
          --webhook-retry-period S    seconds from the first of eight tries to the last (default: 36000)
          --request-log FILE          append each request as a line of JSON, without secrets
          --help                      this text

        Cards, by the last digit of their number (the sandbox's rules): 2 nothing changes, 3 new number, 4 closed, 5 new expiry,
        1 and 7 not supported, 6 and 8 an error. By the last four (the emulator's own): 4030 card-not-allowed, 4220 rejected,
        4229 declined, 5000 internal-server-error; numbers that begin with 0, 1, 7, 8 or 9 are of no supported brand.
        """;

    private static readonly string[] Names =
    [
        "--port",
        "--token-lifetime",
        "--latency",
        "--rate-limit",
        "--rate-limit-window",
        "--rate-limit-kind",
        "--rate-limit-burst",
        "--retry-after",
        "--clock-offset",
        "--enrolment-delay",
        "--person-password",
        "--webhook-address",
        "--webhook-secret",
        "--webhook-retry-period",
        "--request-log",
    ];

    private static readonly string[] Switches = ["--any-redirect-port", "--require-consent"];

    /// <exception cref="FormatException">An option is unknown, lacks its value or has a wrong one; the message says which.</exception>
    public static CommandLine Parse(string[] arguments)
    {
        var given = GivenOptions.Parse(arguments, Names, Switches);
        var options = new EmulatorOptions
        {
            Port = given.Whole("--port", 0, 65535) ?? 0,
            PersonPassword = given["--person-password"],
            SignIn =
            {
                AnyRedirectPort = given.Has("--any-redirect-port"),
                RequireConsent = given.Has("--require-consent"),
            },
        };
        options.TokenLifetime = given.Number("--token-lifetime", 0.001, 1e9) ?? options.TokenLifetime;
        options.Latency = given.Whole("--latency", 0, 3_600_000) ?? options.Latency;
        options.RateLimitPerMinute = given.Whole("--rate-limit", 1, int.MaxValue);
        options.RateLimitWindow = given.Number("--rate-limit-window", 0.001, 1e9) ?? options.RateLimitWindow;
        options.RateLimitKind = given.Choice<RateLimitKind>("--rate-limit-kind") ?? options.RateLimitKind;
        options.RateLimitBurst = given.Whole("--rate-limit-burst", 1, int.MaxValue);
        options.RetryAfterForm = given.Choice<RetryAfterForm>("--retry-after") ?? options.RetryAfterForm;
        options.ClockOffset = given.Number("--clock-offset", -1e9, 1e9) ?? options.ClockOffset;
        options.EnrolmentDelay = given.Whole("--enrolment-delay", 0, 86_400_000) ?? options.EnrolmentDelay;
        WebhookArguments.Apply(
            options.Webhooks,
            given["--webhook-address"],
            given["--webhook-secret"],
            given.Number("--webhook-retry-period", 0, 1e7)
        );
        return new CommandLine(options, given["--request-log"], given.AsksForHelp);
    }
}
