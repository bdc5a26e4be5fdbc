using VgsCalm.Emulator;
using VgsCalm.Emulator.Hosting;

namespace VgsCalm.Tests.Emulation;

/// <summary>What the emulator's program understands, and what it says of a wrong option.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void The_options_of_the_rate_limit_turn_its_knobs()
    {
        var options = CommandLine
            .Parse([
                "--rate-limit",
                "10",
                "--rate-limit-window=2.5",
                "--rate-limit-kind",
                "token-bucket",
                "--rate-limit-burst",
                "3",
                "--retry-after",
                "none",
                "--clock-offset",
                "-30",
            ])
            .Options;

        Assert.Equal(
            (10, 2.5, 3, -30),
            (options.RateLimitPerMinute, options.RateLimitWindow, options.RateLimitBurst, options.ClockOffset)
        );
        Assert.Equal((RateLimitKind.TokenBucket, RetryAfterForm.None), (options.RateLimitKind, options.RetryAfterForm));
    }

    [Fact]
    public void The_usage_names_the_tool_and_the_project() =>
        Assert.Matches(
            @"^Usage: vgscalm-emulator \[options\]\s.*dotnet run --project src/VgsCalm\.Emulator --",
            CommandLine.Usage
        );

    [Fact]
    public async Task What_it_prints_at_its_start_says_that_it_keeps_nothing()
    {
        await using var emulator = await VgsEmulator.StartAsync(new EmulatorOptions());
        await using var output = new StringWriter();

        await Greeting.WriteAsync(output, emulator);

        Assert.EndsWith("it forgets everything then.", output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_option_means_no_limit_and_a_right_clock()
    {
        var options = CommandLine.Parse([]).Options;

        Assert.Null(options.RateLimitPerMinute);
        Assert.Equal((60, 0, 0), (options.RateLimitWindow, options.ClockOffset, options.Port));
    }

    [Theory]
    [InlineData("--rate-limit 0", "--rate-limit must be a whole number from 1 to 2147483647, not '0'.")]
    [InlineData("--port 65536", "--port must be a whole number from 0 to 65535, not '65536'.")]
    [InlineData("--latency -1", "--latency must be a whole number from 0 to 3600000, not '-1'.")]
    [InlineData("--rate-limit-kind leaky", "--rate-limit-kind must be one of fixed-window, token-bucket, not 'leaky'.")]
    [InlineData("--retry-after soon", "--retry-after must be one of seconds, zero, date, none, not 'soon'.")]
    [InlineData("--token-lifetime x", "--token-lifetime must be a number from 0.001 to 1000000000, not 'x'.")]
    [InlineData("--rate-limit", "--rate-limit needs a value.")]
    [InlineData("--port 1 --port 2", "--port is given twice.")]
    [InlineData("--speed 9", "Unknown option: --speed")]
    [InlineData(
        "--webhook-address http://example.com",
        "--webhook-address must be an http address of this machine, such as http://127.0.0.1:8080/events, not 'http://example.com'."
    )]
    [InlineData(
        "--webhook-address 127.0.0.1",
        "--webhook-address must be an http address of this machine, such as http://127.0.0.1:8080/events, not '127.0.0.1'."
    )]
    [InlineData("--webhook-secret=\t", "--webhook-secret must not be blank.")]
    public void A_wrong_option_is_named_with_what_it_takes(string line, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => CommandLine.Parse(line.Split(' '))).Message);
}
