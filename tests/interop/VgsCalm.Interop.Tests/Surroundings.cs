[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace VgsCalm.Interop.Tests;

/// <summary>What <c>proxy.sh</c> started, and where.</summary>
internal static class Surroundings
{
    /// <summary>tinyproxy: passes TLS on as it is.</summary>
    public static string ConnectProxy => Value("INTEROP_CONNECT_PROXY");

    /// <summary>The same with TLS in front, by a certificate of vault-ca.</summary>
    public static string ConnectProxyTls => Value("INTEROP_CONNECT_PROXY_TLS");

    public static string ConnectLog => Value("INTEROP_CONNECT_LOG");

    public static string ConnectPassword => Value("INTEROP_CONNECT_PASSWORD");

    /// <summary>mitmproxy: signs TLS anew with vault-ca, reveals aliases, sends every host's requests to the test's upstream.</summary>
    public static string ResigningProxy => Value("INTEROP_RESIGNING_PROXY");

    /// <summary>The same with TLS in front, by a certificate of vault-ca.</summary>
    public static string ResigningProxyTls => Value("INTEROP_RESIGNING_PROXY_TLS");

    public static string ResigningLog => Value("INTEROP_RESIGNING_LOG");

    public static string ResigningPassword => Value("INTEROP_RESIGNING_PASSWORD");

    public static string User => Value("INTEROP_USER");

    /// <summary>A file with the port to which mitmproxy sends everything.</summary>
    public static string Upstream => Value("INTEROP_UPSTREAM");

    public static string Certificates => Value("INTEROP_CERTIFICATES");

    public static string Certificate(string name) => Path.Combine(Certificates, name);

    private static string Value(string name) =>
        Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: these tests are run by tests/interop/proxy.sh.");
}
