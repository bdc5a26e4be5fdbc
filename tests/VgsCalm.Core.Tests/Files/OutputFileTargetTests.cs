using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>A link, a device, a pipe and a mount point are written as what they are.</summary>
public sealed class OutputFileTargetTests : OutputFileTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_is_written_through(bool leadsSomewhere)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(Folder.At("real"));
        if (leadsSomewhere)
        {
            Folder.Put("real/x", "old", "640");
        }

        File.CreateSymbolicLink(Folder.At("link"), "real/x");
        File.CreateSymbolicLink(Target, "link");

        Write(Target, "new");

        Assert.Equal("new", Folder.Read("real/x"));
        Assert.Equal(leadsSomewhere ? "640" : "600", Folder.ModeOf("real/x"));
        Assert.Equal("link", new FileInfo(Target).LinkTarget);
        Assert.Equal(["link", Name, "real"], Folder.Names);
        Assert.Equal([Folder.At("real/x")], Directory.GetFiles(Folder.At("real")));
    }

    [Fact]
    public void A_circle_of_links_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(Target, "other");
        File.CreateSymbolicLink(Folder.At("other"), Name);

        Assert.Throws<IOException>(() => new OutputFile(Target));
    }

    [Theory]
    [InlineData("444")]
    [InlineData("400")]
    public void A_read_only_file_is_refused_even_for_root(string mode)
    {
        Folder.Put(Name, "old", mode);

        Assert.Throws<UnauthorizedAccessException>(() => new OutputFile(Target));

        AssertOnly("old");
    }

    [Fact]
    public void A_folder_is_refused()
    {
        Assert.Throws<IOException>(() => new OutputFile(Folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => new OutputFile(Folder.At("nowhere/x")));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(243)]
    public void A_name_as_long_as_the_system_takes_is_written(int length)
    {
        var name = new string('r', length);

        Write(Folder.At(name), "new");

        Assert.Equal([name], Folder.Names);
        Assert.ThrowsAny<IOException>(() => new OutputFile(Folder.At(new string('r', 256))));
    }

    [RootFact]
    public void A_device_is_written_through_and_stays_a_device()
    {
        FileFolder.Run("mknod", Target, "c", "1", "3");

        Write(Target, "new");

        Assert.Equal("character special file", FileFolder.Run("stat", "-c", "%F", Target));
        Assert.Equal([Name], Folder.Names);
    }

    [Fact]
    public async Task A_pipe_gets_the_whole_content_at_once()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        FileFolder.Run("mkfifo", Target);

        // Many times: a pipe that is opened twice may be ended for its reader in between.
        for (var time = 0; time < 100; time++)
        {
            var reading = Task.Run(() => File.ReadAllText(Target));
            using (var file = new OutputFile(Target))
            {
                file.Prove();
                file.Begin().Write("half of a body that broke off"u8);
                file.Begin().Write("new"u8);
                file.Complete();
            }

            Assert.Equal("new", await reading);
        }

        Assert.Equal("fifo", FileFolder.Run("stat", "-c", "%F", Target));
    }

    [Theory]
    [InlineData("/dev/fd")]
    [InlineData("/proc/self/fd")]
    public void A_file_that_is_an_open_descriptor_is_appended_to(string descriptors)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Folder.Put(Name, "what was there before,");
        using (var open = File.Open(Target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            Write($"{descriptors}/{open.SafeFileHandle.DangerousGetHandle()}", " new");
        }

        AssertOnly("what was there before, new");
    }

    [RootFact]
    public void A_file_that_is_a_mount_point_is_written_in_place()
    {
        Folder.Put(Name, "beneath", "600");
        Folder.Put("mounted", "old and longer", "640");
        FileFolder.Run("mount", "--bind", Folder.At("mounted"), Target);
        try
        {
            Write(Target, "new");

            Assert.Equal("new", Folder.Read("mounted"));
            Assert.Equal("640", Folder.ModeOf("mounted"));
            Assert.Equal(["mounted", Name], Folder.Names);
        }
        finally
        {
            FileFolder.Run("umount", Target);
        }
    }

    [Theory]
    [InlineData("a.csv", "a.csv", true)]
    [InlineData("a.csv", "link/a.csv", true)]
    [InlineData("a.csv", "to-a", true)]
    [InlineData("a.csv", "hard", true)]
    [InlineData("new.csv", "link/new.csv", true)]
    [InlineData("new.csv", "to-new", true)]
    [InlineData("a.csv", "b.csv", false)]
    [InlineData("new.csv", "newer.csv", false)]
    [InlineData("new.csv", "NEW.csv", true)]
    [InlineData("new.csv", "link/New.CSV", true)]
    [InlineData("a.csv", "A.csv", false)]
    public void Two_names_of_one_file_have_one_identity(string one, string other, bool same)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Folder.Put("a.csv", "a");
        Folder.Put("b.csv", "b");
        File.CreateSymbolicLink(Folder.At("link"), Folder.Path);
        File.CreateSymbolicLink(Folder.At("to-a"), "a.csv");
        File.CreateSymbolicLink(Folder.At("to-new"), "link/new.csv");
        FileFolder.Run("ln", Folder.At("a.csv"), Folder.At("hard"));

        var (first, second) = (OutputTarget.Find(Folder.At(one)), OutputTarget.Find(Folder.At(other)));

        Assert.Equal(same, first.Identity == second.Identity);
    }
}
