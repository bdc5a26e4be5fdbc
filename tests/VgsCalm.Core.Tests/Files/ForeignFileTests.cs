using System.Runtime.InteropServices;
using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>Files of another user that this one may write.</summary>
public sealed class ForeignFileTests : OutputFileTest
{
    private const int Nobody = 65534;

    [RootFact]
    public void No_secret_goes_into_another_users_file()
    {
        Folder.Put(Name, "old", "666");
        FileFolder.Run("chmod", "777", Folder.Path);

        var error = AsNobody(() => Write(Target, "secret", isPrivate: true));

        Assert.Contains(
            "belongs to another user",
            Assert.IsType<UnauthorizedAccessException>(error).Message,
            StringComparison.Ordinal
        );
        AssertOnly("old");
    }

    [RootFact]
    public void Other_content_does_and_leaves_mode_and_owner_as_they_were()
    {
        Folder.Put(Name, "old and longer", "666");
        FileFolder.Run("chmod", "777", Folder.Path);

        Assert.Null(AsNobody(() => Write(Target, "new")));

        Assert.Equal("0:666", FileFolder.Run("stat", "-c", "%u:%a", Target));
        AssertOnly("new");
    }

    [RootFact]
    public void A_pipe_that_may_not_be_read_is_refused_as_a_file_is()
    {
        FileFolder.Run("mkfifo", "-m", "600", Target);
        FileFolder.Run("chmod", "755", Folder.Path);

        var error = AsNobody(() => InputFile.Open(Target, FileShare.Read, CancellationToken.None).Dispose());

        Assert.Contains(
            "this user has no right to",
            Assert.IsType<UnauthorizedAccessException>(error).Message,
            StringComparison.Ordinal
        );
    }

    [RootFact]
    public void A_folder_that_may_not_be_entered_is_what_the_error_tells()
    {
        FileFolder.Run("chmod", "700", Folder.Path);

        var reading = AsNobody(() => InputFile.Open(Target, FileShare.Read, CancellationToken.None).Dispose());
        var writing = AsNobody(() => Write(Target, "new"));

        Assert.All(
            [reading, writing],
            error =>
                Assert.Contains(
                    "in a folder that this user may not enter. Run as its owner",
                    Assert.IsType<UnauthorizedAccessException>(error).Message,
                    StringComparison.Ordinal
                )
        );
    }

    // The system call itself, unlike libc's function, changes the user of one thread alone.
    private static Exception? AsNobody(Action work)
    {
        Exception? error = null;
        var thread = new Thread(() =>
        {
            var number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147; // setresuid
            error =
                SystemCall(number, -1, Nobody, -1) == 0
                    ? Record.Exception(work)
                    : new InvalidOperationException("no setresuid");
        });
        thread.Start();
        thread.Join();
        return error;
    }

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint SystemCall(nint number, nint real, nint effective, nint saved);
}
