using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace VgsCalm.Benchmarks.Stub;

/// <summary>The stub as a child process, so that its garbage and its threads are not those of what is measured.</summary>
internal sealed class StubProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private StubProcess(Process process, StubAddress address)
    {
        _process = process;
        Http = new Uri(address.Http);
        Https = new Uri(address.Https);
        Certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(address.Certificate));
    }

    public Uri Http { get; }

    public Uri Https { get; }

    public X509Certificate2 Certificate { get; }

    public static async Task<StubProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // `dotnet some.dll` has the dll as its first argument; the program's own executable has none.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }
        start.ArgumentList.Add("serve");
        var process = Process.Start(start)!;
        var line =
            await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The stub server ended before it told its address.");
        return new StubProcess(process, JsonSerializer.Deserialize<StubAddress>(line)!);
    }

    /// <summary>The address under which a card takes so many milliseconds.</summary>
    public Uri Calm(int latency) => new(Http, $"/latency/{latency}");

    /// <summary>The address under which tokens live so many seconds.</summary>
    public Uri Auth(int lifetime = 300) => new(Http, $"/lifetime/{lifetime}");

    public async Task<StubCounts> CountsAsync() =>
        (await _http.GetFromJsonAsync<StubCounts>(new Uri(Http, "/counts")))!;

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill();
        }
        _process.Dispose();
        _http.Dispose();
        Certificate.Dispose();
    }
}
