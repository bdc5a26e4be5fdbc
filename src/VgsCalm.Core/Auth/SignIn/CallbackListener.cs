using System.Net;
using System.Net.Sockets;

namespace VgsCalm.Auth.SignIn;

/// <summary>
/// Listens on 127.0.0.1, alone, for the browser that comes back from the sign-in page. Whatever else connects gets an answer of
/// its own and disturbs nothing: empty connections, other paths and methods, callbacks of another sign-in.
/// </summary>
internal sealed class CallbackListener : IDisposable
{
    private const string CallbackPath = "/callback";

    // How long one connection may take to send its request. Browsers open connections ahead and leave them empty.
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(10);

    // Between two tries to accept, where the first has failed.
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private readonly TcpListener _listener;
    private readonly string _state;
    private readonly string _issuer;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<(CallbackAnswer Answer, CallbackConnection Browser)> _callback = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private CallbackListener(TcpListener listener, int port, string state, string issuer)
    {
        _listener = listener;
        _state = state;
        _issuer = issuer;
        RedirectUri = $"http://127.0.0.1:{port}{CallbackPath}";
        _ = AcceptAsync();
    }

    /// <summary>Where the browser is to be sent back to.</summary>
    public string RedirectUri { get; }

    /// <summary>Why the last callback that was not taken was not; null where there was none.</summary>
    public string? LastIgnored { get; private set; }

    /// <summary>Listens on the first free port.</summary>
    /// <exception cref="VgsApiException">SignInFailed: none is free.</exception>
    public static CallbackListener Start(IReadOnlyList<int> ports, string state, string issuer)
    {
        foreach (var port in ports)
        {
            var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                // Alone: on Windows another process could listen on the same port otherwise, and take the code.
                listener.ExclusiveAddressUse = true;
                listener.Start();
                return new CallbackListener(listener, ((IPEndPoint)listener.LocalEndpoint).Port, state, issuer);
            }
            catch (SocketException taken)
                when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // AccessDenied: Windows keeps whole ranges of ports for itself (10013).
                listener.Stop();
            }
        }

        throw SignInErrors.PortsTaken(ports);
    }

    /// <summary>The callback of this sign-in, and the browser that waits for a page.</summary>
    public Task<(CallbackAnswer Answer, CallbackConnection Browser)> WaitAsync() => _callback.Task;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _callback.TrySetCanceled();
        if (_callback.Task.Status == TaskStatus.RanToCompletion)
        {
            _callback.Task.Result.Browser.Dispose();
        }

        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = ServeAsync(client);
            }
            catch (SocketException) when (!_end.IsCancellationRequested)
            {
                // A connection that was reset before it was accepted; or no file descriptor is left, and each further try fails at once.
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
            catch (Exception ended)
                when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var browser = new CallbackConnection(client);
        var isKept = false;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            limit.CancelAfter(ReadLimit);
            if (await browser.ReadAsync(limit.Token).ConfigureAwait(false) is not { } request)
            {
                return;
            }

            if (Answer(request.Method, request.Target, out var page) is { } answer)
            {
                isKept = _callback.TrySetResult((answer, browser));
                page = isKept ? null : Ignore("This sign-in was completed already.");
            }

            if (page is not null)
            {
                await browser.WriteAsync(page).ConfigureAwait(false);
            }
        }
        catch (Exception gone)
            when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection broke, sent nothing in time, or the sign-in is over.
        }
        finally
        {
            if (!isKept)
            {
                browser.Dispose();
            }
        }
    }

    /// <summary>The answer of the server, if this request brings it; else the page to give.</summary>
    private CallbackAnswer? Answer(string method, string target, out byte[]? page)
    {
        page = null;
        var parts = target.Split(['?'], 2);
        if (parts[0] != CallbackPath)
        {
            page = SignInPage.NotFound();
            return null;
        }

        if (method != "GET")
        {
            page = SignInPage.MethodNotAllowed();
            return null;
        }

        if (CallbackQuery.Parse(parts.Length == 2 ? parts[1] : "") is not { } fields)
        {
            page = Ignore("A parameter comes twice.");
            return null;
        }

        if (!fields.TryGetValue("state", out var state) || !string.Equals(state, _state, StringComparison.Ordinal))
        {
            page = Ignore("It belongs to another sign-in, or was made up (its state is not ours).");
            return null;
        }

        if (fields.TryGetValue("iss", out var issuer) && !string.Equals(issuer, _issuer, StringComparison.Ordinal))
        {
            page = Ignore("It comes from another server (its iss is not the one that was asked).");
            return null;
        }

        fields.TryGetValue("code", out var code);
        fields.TryGetValue("error", out var error);
        fields.TryGetValue("error_description", out var description);
        if (string.IsNullOrEmpty(code) == string.IsNullOrEmpty(error))
        {
            page = Ignore("It has neither a code nor an error, or both.");
            return null;
        }

        return new CallbackAnswer(code, error, description);
    }

    private byte[] Ignore(string reason)
    {
        LastIgnored = reason;
        return SignInPage.Ignored(reason + " The sign-in in PowerShell goes on.");
    }
}
