using System.Security.Cryptography.X509Certificates;

namespace VgsCalm.Tests.Faults;

internal enum Moment
{
    /// <summary>When the request has been read whole.</summary>
    AtRequest,

    /// <summary>When the connection is made; nothing is read.</summary>
    AtConnection,
}

/// <summary>What happens on the wire.</summary>
/// <param name="Play">Does it; the connection closes when it ends.</param>
internal sealed record WireScript(Func<WireConnection, Task> Play)
{
    public Moment When { get; init; }

    /// <summary>Whether the client is told an https address.</summary>
    public bool Tls { get; init; }

    /// <summary>The server's certificate, where it speaks TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>An answer as it stands.</summary>
    public static WireScript Sends(string bytes) => new(connection => connection.SendAsync(bytes));

    /// <summary>A well-formed answer.</summary>
    /// <param name="status">Status and reason.</param>
    /// <param name="body">The body, a byte a character.</param>
    /// <param name="headers">Further headers, each with its line end.</param>
    public static WireScript Answers(
        string status,
        string body = "",
        string headers = "Content-Type: application/json\r\n"
    ) => Sends($"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");

    /// <summary>Sends so much, and then nothing until the client has had enough.</summary>
    public static WireScript SendsAndHolds(string bytes) =>
        new(async connection =>
        {
            await connection.SendAsync(bytes);
            await connection.HoldAsync();
        });

    public static WireScript SendsAndDrips(string bytes, string drop) =>
        new(async connection =>
        {
            await connection.SendAsync(bytes);
            await connection.DripAsync(drop);
        });
}

/// <summary>The requests that a fault meets.</summary>
internal sealed record Spot(string Method, string Path)
{
    public bool Fits(string request) => request.StartsWith($"{Method} {Path}", StringComparison.Ordinal);
}
