using System.Diagnostics;
using System.Reflection;
using VgsCalm.Emulator;
using VgsCalm.Testing;

const int UsageError = 2;
const string Usage = """
    Usage: dotnet run --project demo [-- FILE | shell]
      FILE   plays the whole flow on a CSV file of yours: Name,CardNumber,ExpirationMonth,ExpirationYear
      shell  opens PowerShell on an emulator of VGS, with the module, two sessions and sample files
    """;

// So that their renewal is seen soon, the demo's tokens live three seconds; a person's live as long as VGS's.
const double DemoTokenLifetime = 3;

var demo = Metadata("DemoPath");
switch (args)
{
    case ["--help" or "-h" or "-?"]:
        Console.WriteLine(Usage);
        return 0;
    case []:
        return await RunAsync(DemoTokenLifetime, "-File", Path.Combine(demo, "Quickstart.ps1"));
    case ["shell"]:
        return await RunAsync(tokenLifetime: 300, "-NoExit", "-Command", $". '{Path.Combine(demo, "Shell.ps1")}'");
    case [var file] when File.Exists(file):
        return await RunAsync(DemoTokenLifetime, "-File", Path.Combine(demo, "Quickstart.ps1"), Path.GetFullPath(file));
    default:
        Console.Error.WriteLine(args.Length == 1 ? $"There is no file '{args[0]}'.\n{Usage}" : Usage);
        return UsageError;
}

// The emulator is here, and its person, who approves each device code at once; everything that a user does is in PowerShell.
static async Task<int> RunAsync(double tokenLifetime, params string[] arguments)
{
    await using var emulator = await VgsEmulator.StartAsync(
        new EmulatorOptions
        {
            TokenLifetime = tokenLifetime,
            EnrolmentDelay = 400,
            SignIn = { ApproveDevices = true, DeviceInterval = 1 },
        }
    );
    var folder = Directory.CreateTempSubdirectory("vgscalm-");
    var start = UserShell.Start(Metadata("DemoPath"), arguments);
    start.WorkingDirectory = folder.FullName;
    start.Environment["VGSCALM_EMULATOR"] = emulator.BaseUri.ToString().TrimEnd('/');
    start.Environment["VGSCALM_MANIFEST"] = Path.Combine(Metadata("ModulePath"), "VgsCalm.psd1");
    start.Environment["VGS_CLIENT_ID"] = emulator.AdminClientId;
    start.Environment["VGS_CLIENT_SECRET"] = emulator.AdminClientSecret;
    start.Environment["VGSCALM_DEMO_PERSON"] = $"{emulator.Person.UserName}, password {emulator.Person.Password}";

    // Ctrl+C is for the shell, which tidies up; this process ends with it.
    Console.CancelKeyPress += (_, signal) => signal.Cancel = true;
    try
    {
        using var shell = Process.Start(start)!;
        await shell.WaitForExitAsync();
        return shell.ExitCode;
    }
    finally
    {
        folder.Delete(recursive: true);
    }
}

static string Metadata(string key) =>
    Path.GetFullPath(
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == key)
            .Value!
    );
