using System.Globalization;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator.Hosting;

/// <summary>What the program was started with.</summary>
/// <param name="Options">The emulator's knobs.</param>
/// <param name="RequestLogPath">File to append the request log to; null for none.</param>
/// <param name="AsksForHelp">Whether only the usage is wanted.</param>
internal sealed record CommandLine(EmulatorOptions Options, string? RequestLogPath, bool AsksForHelp)
{
    public const string Usage = """
        Usage: dotnet run --project src/VgsCalm.Emulator -- [options]
          --port N                 port on 127.0.0.1 (default: a free one)
          --token-lifetime SECONDS lifetime of tokens (default: 300)
          --latency MS             wait before each answer (default: 0)
          --rate-limit PER_MINUTE  API requests a minute before 429 (default: no limit)
          --enrolment-delay MS     time that a card stays enrolling (default: 200)
          --webhook-address URI    where webhooks are posted, on this machine (default: nowhere)
          --webhook-secret SECRET  what they are signed with (default: a random one, which is printed)
          --webhook-retry-period S seconds from the first of eight tries to the last (default: 36000)
          --request-log FILE       append each request as a line of JSON, without secrets
          --help                   this text

        Cards, by the last digit of their number (the sandbox's rules): 2 nothing changes, 3 new number, 4 closed, 5 new expiry,
        1 and 7 not supported, 6 and 8 an error. By the last four (the emulator's own): 4030 card-not-allowed, 4220 rejected,
        4229 declined, 5000 internal-server-error; numbers that begin with 0, 1, 7, 8 or 9 are of no supported brand.
        """;

    /// <exception cref="FormatException">An option is unknown, lacks its value or has a wrong one; the message says which.</exception>
    public static CommandLine Parse(string[] arguments)
    {
        var given = Split(arguments);
        var options = new EmulatorOptions { Port = (int)Number(given, "--port", 0, 0, 65535, whole: true) };
        options.TokenLifetime = Number(given, "--token-lifetime", options.TokenLifetime, 0.001, 1e9, whole: false);
        options.Latency = (int)Number(given, "--latency", options.Latency, 0, 3_600_000, whole: true);
        options.EnrolmentDelay = (int)Number(
            given,
            "--enrolment-delay",
            options.EnrolmentDelay,
            0,
            86_400_000,
            whole: true
        );
        if (given.ContainsKey("--rate-limit"))
        {
            options.RateLimitPerMinute = (int)Number(given, "--rate-limit", 0, 1, int.MaxValue, whole: true);
        }

        WebhookArguments.Apply(
            options.Webhooks,
            given.GetValueOrDefault("--webhook-address"),
            given.GetValueOrDefault("--webhook-secret"),
            Number(given, "--webhook-retry-period", options.Webhooks.RetryPeriod, 0, 1e7, whole: false)
        );
        return new CommandLine(options, given.GetValueOrDefault("--request-log"), given.ContainsKey("--help"));
    }

    private static Dictionary<string, string> Split(string[] arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < arguments.Length; at++)
        {
            var (name, value) = arguments[at].Split('=', 2) is [var before, var after]
                ? (before, after)
                : (arguments[at], null);
            if (name is "--help" or "-h" or "-?")
            {
                given["--help"] = string.Empty;
                continue;
            }

            if (
                name
                is not (
                    "--port"
                    or "--token-lifetime"
                    or "--latency"
                    or "--rate-limit"
                    or "--enrolment-delay"
                    or "--webhook-address"
                    or "--webhook-secret"
                    or "--webhook-retry-period"
                    or "--request-log"
                )
            )
            {
                throw new FormatException($"Unknown option: {name}");
            }

            if (value is null && at + 1 < arguments.Length)
            {
                value = arguments[++at];
            }

            if (string.IsNullOrEmpty(value))
            {
                throw new FormatException($"{name} needs a value.");
            }

            if (!given.TryAdd(name, value))
            {
                throw new FormatException($"{name} is given twice.");
            }
        }

        return given;
    }

    private static double Number(
        Dictionary<string, string> given,
        string name,
        double otherwise,
        double least,
        double most,
        bool whole
    )
    {
        if (!given.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        var style = whole ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        if (
            double.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        var kind = whole ? "a whole number" : "a number";
        throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"{name} must be {kind} from {least} to {most}, not '{text}'.")
        );
    }
}
