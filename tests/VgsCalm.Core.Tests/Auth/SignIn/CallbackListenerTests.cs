using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using VgsCalm.Auth.SignIn;

namespace VgsCalm.Core.Tests.Auth.SignIn;

/// <summary>Which port the listener takes, and when it is free again.</summary>
public sealed class CallbackListenerTests : BrowserSignInTest
{
    [Fact]
    public async Task Ctrl_C_ends_it_at_once_and_frees_the_port()
    {
        var (signIn, query) = await BeginAsync();

        await CtrlC.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.Soon());

        using var again = CallbackListener.Start([new Uri(query["redirect_uri"]!).Port], "s", "i");
    }

    [Fact]
    public async Task A_port_that_was_used_can_be_used_again_at_once()
    {
        var (signIn, query) = await BeginAsync();
        await FinishAsync(signIn, query);

        using var again = CallbackListener.Start([new Uri(query["redirect_uri"]!).Port], "s", "i");

        Assert.Equal(query["redirect_uri"], again.RedirectUri);
    }

    [Fact]
    public async Task The_first_free_port_is_taken_and_no_other_process_can_share_it()
    {
        using var taken = CallbackListener.Start([0], "s", "i");
        var port = new Uri(taken.RedirectUri).Port;

        using var next = CallbackListener.Start([port, 0], "s", "i");

        Assert.NotEqual(taken.RedirectUri, next.RedirectUri);
        using var other = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => other.ConnectAsync(IPAddress.IPv6Loopback, port));
    }

    [Fact]
    public void Without_a_free_port_all_are_named()
    {
        using var taken = CallbackListener.Start([0], "s", "i");
        var port = new Uri(taken.RedirectUri).Port;

        var error = Assert.Throws<VgsApiException>(() => CallbackListener.Start([port, port], "s", "i"));

        Assert.Equal(VgsErrorId.SignInFailed, error.Id);
        Assert.Contains($"{port}, {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("-RedirectPort", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepting_that_fails_is_tried_again_after_a_pause()
    {
        using var listener = CallbackListener.Start([0], "s", "i");
        var failures = 0;
        AppDomain.CurrentDomain.FirstChanceException += Count;

        // As where the process has no file descriptor left: each call fails at once.
        SocketOf(ListenerOf(listener)).Shutdown(SocketShutdown.Both);
        await Task.Delay(TimeSpan.FromMilliseconds(300));

        AppDomain.CurrentDomain.FirstChanceException -= Count;
        Assert.InRange(failures, 1, 20);

        void Count(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is SocketException { SocketErrorCode: SocketError.InvalidArgument })
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_listener")]
    private static extern ref TcpListener ListenerOf(CallbackListener listener);

    // Its own property Server refuses where the port is not shared.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_serverSocket")]
    private static extern ref Socket SocketOf(TcpListener listener);
}
