using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VgsCalm.Core.Tests.Http;

/// <summary>A TCP server whose every connection ends as the script says; after the script it refuses.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentQueue<Fault> _script = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly CancellationTokenSource _end = new();
    private Task _serving = Task.CompletedTask;

    public FaultyServer()
    {
        // Bound and not listening: the port is nobody else's, and until Open it refuses.
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
    }

    private delegate Task Fault(Socket socket, NetworkStream stream, CancellationToken cancellationToken);

    public Uri Address { get; }

    /// <summary>Request lines that were read, in order.</summary>
    public string[] Requests => [.. _requests];

    public FaultyServer Open()
    {
        _listener.Listen();
        _serving = Serve();
        return this;
    }

    public FaultyServer Answer(int status, string body = "") =>
        Then(
            async (_, stream, end) =>
            {
                await ReadRequest(stream, end);
                await Write(
                    stream,
                    $"HTTP/1.1 {status} Whatever\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}",
                    end
                );
            }
        );

    /// <summary>Answers and keeps the connection for the next request, which the following step takes.</summary>
    public FaultyServer AnswerAndKeep(int status)
    {
        Then(
            async (socket, stream, end) =>
            {
                await ReadRequest(stream, end);
                await Write(stream, $"HTTP/1.1 {status} Whatever\r\nContent-Length: 0\r\n\r\n", end);
                if (_script.TryDequeue(out var next))
                {
                    await next(socket, stream, end);
                }
            }
        );
        return this;
    }

    /// <summary>Takes the first byte and resets, so that the rest is lost.</summary>
    public FaultyServer ResetWhileReading() =>
        Then(
            async (socket, stream, end) =>
            {
                await stream.ReadExactlyAsync(new byte[1], end);
                socket.LingerState = new LingerOption(enable: true, 0);
            }
        );

    public FaultyServer ResetAfterReading() =>
        Then(
            async (socket, stream, end) =>
            {
                await ReadRequest(stream, end);
                socket.LingerState = new LingerOption(enable: true, 0);
            }
        );

    public FaultyServer CloseAfterReading() => Then((_, stream, end) => ReadRequest(stream, end));

    /// <summary>Announces 100 bytes and closes after 10.</summary>
    public FaultyServer TruncateBody(int status = 200) =>
        Then(
            async (_, stream, end) =>
            {
                await ReadRequest(stream, end);
                await Write(stream, $"HTTP/1.1 {status} Whatever\r\nContent-Length: 100\r\n\r\n{{\"data\":{{ ", end);
            }
        );

    /// <summary>A byte now and then, without end.</summary>
    public FaultyServer Drip() =>
        Then(
            async (_, stream, end) =>
            {
                await ReadRequest(stream, end);
                await Write(stream, "HTTP/1.1 200 Whatever\r\nContent-Length: 1000000\r\n\r\n", end);
                while (!end.IsCancellationRequested)
                {
                    await Write(stream, " ", end);
                    await Task.Delay(10, end);
                }
            }
        );

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private static Task Write(NetworkStream stream, string text, CancellationToken end) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes(text), end).AsTask();

    private FaultyServer Then(Fault fault)
    {
        _script.Enqueue(fault);
        return this;
    }

    private async Task Serve()
    {
        try
        {
            while (_script.TryDequeue(out var fault))
            {
                using var socket = await _listener.AcceptAsync(_end.Token);
                await using var stream = new NetworkStream(socket, ownsSocket: false);
                try
                {
                    await fault(socket, stream, _end.Token);
                }
                catch (IOException)
                {
                    // The client went away: what it makes of this is the test's affair.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
        finally
        {
            _listener.Dispose();
        }
    }

    private async Task ReadRequest(NetworkStream stream, CancellationToken end)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0)
            {
                throw new IOException("The client closed.");
            }

            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        var length = lines.FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            is { } line
            ? int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture)
            : 0;
        await stream.ReadExactlyAsync(new byte[length], end);
        _requests.Enqueue(lines[0]);
    }
}
