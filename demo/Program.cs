using System.Globalization;
using System.Management.Automation;
using VgsCalm.Demo;
using VgsCalm.Emulator;

const int AsExpected = 0;
const int NotAsExpected = 1;
const int UsageError = 2;
const string Usage =
    "Usage: dotnet run --project demo [-- FILE]   FILE: a CSV file with the columns Name,CardNumber,ExpirationMonth,ExpirationYear";

// The engine calls home at its first use unless it is told not to before.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

if (args is ["--help" or "-h" or "-?"])
{
    await Console.Out.WriteLineAsync(Usage);
    return AsExpected;
}

if (args.Length > 1)
{
    await Console.Error.WriteLineAsync(Usage);
    return UsageError;
}

CardFile file;
try
{
    file = CardFile.Read(args is [var path] ? path : Locations.SampleFile);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return UsageError;
}

try
{
    await using var emulator = await VgsEmulator.StartAsync(
        new EmulatorOptions { TokenLifetime = Verification.TokenLifetime, EnrolmentDelay = 400 }
    );
    Environment.SetEnvironmentVariable("VGS_CLIENT_ID", emulator.AdminClientId);
    Environment.SetEnvironmentVariable("VGS_CLIENT_SECRET", emulator.AdminClientSecret);

    var host = new DemoHost();
    using var engine = Engine.Open(host);
    Console.CancelKeyPress += (_, signal) =>
    {
        // The script's own finally blocks still run.
        signal.Cancel = true;
        engine.Stop();
    };

    var steps = engine.RunQuickstart(file.Path, emulator);
    var checks = Verification.Of(steps, file, emulator, host.Printed);
    host.UI.WriteLine("What the emulator says to it");
    engine.Print(checks.Select(check => check.ToRow()));
    var wrong = steps
        .Where(step => !step.Ok)
        .Select(step => step.Name)
        .Concat(checks.Where(check => !check.Ok).Select(check => check.Name))
        .ToArray();
    if (wrong.Length > 0)
    {
        await Console.Error.WriteLineAsync($"Not as expected: {string.Join("; ", wrong)}.");
        return NotAsExpected;
    }

    host.UI.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"All as expected: {emulator.Cards.Count} cards, {emulator.Requests.Count()} requests, "
                + $"{emulator.TokenRequestCount} of them for tokens."
        )
    );
    return AsExpected;
}
catch (Exception failure) when (failure is RuntimeException or IOException)
{
    await Console.Error.WriteLineAsync($"The demo did not come to its end: {failure.Message}");
    return NotAsExpected;
}
