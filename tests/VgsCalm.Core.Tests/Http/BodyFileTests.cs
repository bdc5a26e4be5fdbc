using VgsCalm.Files;
using VgsCalm.Http;

namespace VgsCalm.Core.Tests.Http;

/// <summary>An answer's body on its way to a file that cannot take it.</summary>
public sealed class BodyFileTests : IDisposable
{
    private readonly TransportRig _rig = new();
    private readonly BodyFile _file = new(new OutputFile(Path.Combine(Path.GetTempPath(), "vgscalm-body")));

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task A_full_disk_is_no_connection_failure_and_repeats_no_request(string method)
    {
        // The device that is always full is Linux's; other systems have the same IOException.
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        _rig.Service.Answer(200, "{}");
        using var full = new FileStream(
            "/dev/full",
            FileMode.Open,
            FileAccess.Write,
            FileShare.ReadWrite,
            bufferSize: 1
        );

        var error = await Assert.ThrowsAsync<VgsApiException>(() =>
            _rig.Transport.SendAsync(
                new ApiRequest(new HttpMethod(method), VgsApi.Calm, "/x"),
                _rig.Observer,
                CancellationToken.None,
                (body, cancel) => _file.CopyAsync(body, full, cancel)
            )
        );

        Assert.Equal(VgsErrorId.RequestInvalid, error.Id);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Contains("has been carried out", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_rig.Service.Sent);
    }

    [Fact]
    public async Task A_file_that_may_no_longer_be_written_says_what_was_carried_out()
    {
        using var body = new MemoryStream([1]);
        using var taken = new TakenAwayFile();

        var error = await Assert.ThrowsAsync<VgsApiException>(() => _file.CopyAsync(body, taken, default));

        Assert.Equal(VgsErrorId.RequestInvalid, error.Id);
        Assert.Contains("has been carried out", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_fetched_again()
    {
        _rig.Service.Answer(200, "half").Answer(200, "whole");
        var tries = 0;

        await _rig.Transport.SendAsync(
            TransportRig.Get(),
            _rig.Observer,
            CancellationToken.None,
            (_, _) => tries++ == 0 ? throw new IOException("Connection reset by peer") : Task.CompletedTask
        );

        Assert.Equal(2, _rig.Service.Sent.Length);
    }

    public void Dispose()
    {
        _file.Dispose();
        _rig.Dispose();
    }

    // EACCES and EPERM of a write, as a share gives them whose rights were taken away.
    private sealed class TakenAwayFile : MemoryStream
    {
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new UnauthorizedAccessException("Access to the path is denied.");
    }
}
