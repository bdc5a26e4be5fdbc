using System.Security.Cryptography.X509Certificates;

namespace VgsCalm.Testing.Servers;

/// <summary>What happens on the wire.</summary>
/// <param name="Play">Does it; the connection closes when it ends.</param>
public sealed record WireScript(Func<WireConnection, Task> Play)
{
    public Moment When { get; init; }

    /// <summary>Whether the connection takes a further request when the script has ended.</summary>
    public bool KeepsOpen { get; init; }

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

    /// <summary>A well-formed answer after which the connection takes the next request.</summary>
    public static WireScript AnswersAndKeeps(string status) =>
        Sends($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n") with
        {
            KeepsOpen = true,
        };

    /// <summary>Reads the request and closes without an answer.</summary>
    public static WireScript Closes() => new(_ => Task.CompletedTask);

    /// <summary>Reads the request and resets the connection.</summary>
    public static WireScript Resets() =>
        new(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });

    /// <summary>Takes the first byte and resets the connection, so that the rest of the request is lost.</summary>
    public static WireScript ResetsWhileReading() =>
        new(async connection =>
        {
            await connection.ReceiveAsync(1);
            connection.Reset();
        })
        {
            When = Moment.AtConnection,
        };

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
