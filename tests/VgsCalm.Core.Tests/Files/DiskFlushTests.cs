using System.Text;
using Microsoft.Win32.SafeHandles;
using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>What is written is on the disk, or an error says that it may not be.</summary>
public sealed class DiskFlushTests : IDisposable
{
    private readonly FileFolder _folder = new();

    // O_PATH: the system refuses to flush it, as it does where the disk fails.
    [LinuxTheory]
    [InlineData(0x200000)]
    public void What_the_disk_does_not_take_is_an_error(int pathOnly)
    {
        _folder.Put("x", "content");
        var descriptor = UnixCalls.Open(Encoding.UTF8.GetBytes(_folder.At("x") + "\0"), pathOnly);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 1);

        var error = Assert.Throws<IOException>(() => file.FlushToDisk());

        Assert.EndsWith(": Bad file descriptor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_back_reaches_the_file_and_the_disk()
    {
        using var file = new FileStream(
            _folder.At("x"),
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.ReadWrite,
            4096
        );
        file.Write("content"u8);

        file.FlushToDisk();

        Assert.Equal("content", _folder.Read("x"));
    }

    [LinuxTheory]
    [InlineData("/dev/null")]
    public void A_device_without_a_disk_below_it_needs_no_flush(string path)
    {
        using var device = new FileStream(path, FileMode.Open, FileAccess.Write);

        device.FlushToDisk();
    }

    public void Dispose() => _folder.Dispose();
}
