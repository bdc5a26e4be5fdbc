using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>A named pipe is read as a file is, and keeps no command from ending.</summary>
public sealed class PipeInputTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly FileFolder _folder = new();

    private string Pipe => _folder.At("pipe");

    [LinuxTheory]
    [InlineData(0)]
    [InlineData(50)]
    public void A_pipe_without_a_writer_is_an_error_that_says_so(int limit)
    {
        FileFolder.Run("mkfifo", Pipe);

        var error = Assert.Throws<IOException>(() =>
            PipeInput.Open(Pipe, TimeSpan.FromMilliseconds(limit), CancellationToken.None)
        );

        Assert.Equal(
            $"No program writes to the pipe '{Pipe}'. Start the one that is to write to it first.",
            error.Message
        );
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stop_ends_the_wait_for_a_writer_and_for_what_it_writes(bool hasWriter)
    {
        FileFolder.Run("mkfifo", Pipe);
        using var writer = hasWriter
            ? new FileStream(Pipe, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite)
            : null;
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            using var input = InputFile.Open(Pipe, FileShare.Read, stop.Token);
            return input.ReadByte();
        });
        stop.CancelAfter(Soon);

        var ended = await Record.ExceptionAsync(() => reading.WaitAsync(TimeSpan.FromSeconds(3)));

        Assert.IsType<OperationCanceledException>(ended, exactMatch: false);
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task A_pipe_is_read_to_its_end(int length)
    {
        FileFolder.Run("mkfifo", Pipe);
        var content = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        var writing = Task.Run(() => File.WriteAllBytes(Pipe, content));
        using var read = new MemoryStream();

        using (var input = InputFile.Open(Pipe, FileShare.Read, CancellationToken.None))
        {
            await input.CopyToAsync(read);
        }

        await writing;
        Assert.Equal(content, read.ToArray());
    }

    [LinuxTheory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task What_is_read_in_small_portions_is_read_once(int size)
    {
        FileFolder.Run("mkfifo", Pipe);
        var writing = Task.Run(() => File.WriteAllText(Pipe, "Name,Number"));
        var (portion, text) = (new byte[size], "");

        using (var input = InputFile.Open(Pipe, FileShare.Read, CancellationToken.None))
        {
            for (int read; (read = input.Read(portion, 0, portion.Length)) > 0; )
            {
                text += System.Text.Encoding.ASCII.GetString(portion, 0, read);
            }
        }

        await writing;
        Assert.Equal("Name,Number", text);
    }

    public void Dispose() => _folder.Dispose();
}
