using System.Runtime.InteropServices;
using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>How a file is written: whole, as what it is, and with nothing left behind.</summary>
public sealed class OutputFileTests : IDisposable
{
    private const string Name = "out.csv";

    private readonly FileFolder _folder = new();

    private string Target => _folder.At(Name);

    [Fact]
    public void A_new_file_is_its_owners_whatever_the_umask_allows()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var before = SetUmask(0);
        try
        {
            Write(Target, "secret");
            Assert.Equal("600", _folder.ModeOf(Name));
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    [Fact]
    public void While_it_is_written_every_file_of_the_folder_is_its_owners()
    {
        using var file = new OutputFile(Target);

        file.Write(writer =>
        {
            writer.Write("secret");
            writer.Flush();
            Assert.All(_folder.Names, name => Assert.Equal(FileFolder.Mode("600"), _folder.ModeOf(name)));
        });
    }

    [Fact]
    public void The_text_is_UTF_8_without_a_mark()
    {
        Write(Target, "ü");

        Assert.Equal("ü"u8.ToArray(), File.ReadAllBytes(Target));
    }

    [Theory]
    [InlineData("640")]
    [InlineData("600")]
    [InlineData("664")]
    [InlineData("755")]
    public void A_file_that_was_there_keeps_its_mode(string mode)
    {
        _folder.Put(Name, "old and longer", mode);

        Write(Target, "new");

        Assert.Equal(FileFolder.Mode(mode), _folder.ModeOf(Name));
        AssertOnly("new");
    }

    [Fact]
    public void A_secret_takes_the_rights_of_all_but_the_owner_away()
    {
        _folder.Put(Name, "old", "664");

        Write(Target, "secret", isPrivate: true);

        Assert.Equal(FileFolder.Mode("600"), _folder.ModeOf(Name));
        AssertOnly("secret");
    }

    [RootFact]
    public void A_file_that_was_there_keeps_its_owner()
    {
        _folder.Put(Name, "old");
        FileFolder.Run("chown", "1234:2345", Target);

        Write(Target, "new");

        Assert.Equal("1234:2345", FileFolder.Run("stat", "-c", "%u:%g", Target));
        AssertOnly("new");
    }

    [Fact]
    public void A_file_that_exists_is_not_touched_unless_told_to()
    {
        _folder.Put(Name, "old");

        var error = Assert.Throws<VgsApiException>(() => new OutputFile(Target, overwrite: false));

        Assert.Equal((VgsErrorId.FileExists, Target), (error.Id, error.Target));
        AssertOnly("old");
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_touched()
    {
        using var file = new OutputFile(Target, overwrite: false);

        var error = Assert.Throws<VgsApiException>(() => file.Write(_ => File.WriteAllText(Target, "theirs")));

        file.Dispose();
        Assert.Equal(VgsErrorId.FileExists, error.Id);
        AssertOnly("theirs");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_while_writing_leaves_what_was_there(bool existed)
    {
        if (existed)
        {
            _folder.Put(Name, "old");
        }

        using (var file = new OutputFile(Target))
        {
            Assert.Throws<InvalidDataException>(() =>
                file.Write(writer =>
                {
                    writer.Write("half");
                    throw new InvalidDataException("No more.");
                })
            );
        }

        Assert.Equal(existed ? [Name] : [], _folder.Names);
        Assert.True(!existed || _folder.Read(Name) == "old");
    }

    [Fact]
    public void Proving_changes_nothing_and_leaves_nothing()
    {
        _folder.Put(Name, "old", "640");
        var before = File.GetLastWriteTimeUtc(Target);

        using (var file = new OutputFile(Target))
        {
            file.Prove();
        }

        Assert.Equal(before, File.GetLastWriteTimeUtc(Target));
        AssertOnly("old");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_is_written_through(bool leadsSomewhere)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(_folder.At("real"));
        if (leadsSomewhere)
        {
            _folder.Put("real/x", "old", "640");
        }

        File.CreateSymbolicLink(_folder.At("link"), "real/x");
        File.CreateSymbolicLink(Target, "link");

        Write(Target, "new");

        Assert.Equal("new", _folder.Read("real/x"));
        Assert.Equal(leadsSomewhere ? "640" : "600", _folder.ModeOf("real/x"));
        Assert.Equal("link", new FileInfo(Target).LinkTarget);
        Assert.Equal(["link", Name, "real"], _folder.Names);
        Assert.Equal([_folder.At("real/x")], Directory.GetFiles(_folder.At("real")));
    }

    [Fact]
    public void A_circle_of_links_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.CreateSymbolicLink(Target, "other");
        File.CreateSymbolicLink(_folder.At("other"), Name);

        Assert.Throws<IOException>(() => new OutputFile(Target));
    }

    [Theory]
    [InlineData("444")]
    [InlineData("400")]
    public void A_read_only_file_is_refused_even_for_root(string mode)
    {
        _folder.Put(Name, "old", mode);

        Assert.Throws<UnauthorizedAccessException>(() => new OutputFile(Target));

        AssertOnly("old");
    }

    [Fact]
    public void A_folder_is_refused()
    {
        Assert.Throws<UnauthorizedAccessException>(() => new OutputFile(_folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => new OutputFile(_folder.At("nowhere/x")));
    }

    [Theory]
    [InlineData(255)]
    [InlineData(243)]
    public void A_name_as_long_as_the_system_takes_is_written(int length)
    {
        var name = new string('r', length);

        Write(_folder.At(name), "new");

        Assert.Equal([name], _folder.Names);
        Assert.ThrowsAny<IOException>(() => new OutputFile(_folder.At(new string('r', 256))));
    }

    [RootFact]
    public void A_device_is_written_through_and_stays_a_device()
    {
        FileFolder.Run("mknod", Target, "c", "1", "3");

        Write(Target, "new");

        Assert.Equal("character special file", FileFolder.Run("stat", "-c", "%F", Target));
        Assert.Equal([Name], _folder.Names);
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

    [RootFact]
    public void A_disk_that_is_full_leaves_what_was_there()
    {
        var disk = Directory.CreateDirectory(_folder.At("disk")).FullName;
        FileFolder.Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        try
        {
            _folder.Put("disk/x", "old");
            using (var file = new OutputFile(_folder.At("disk/x")))
            {
                Assert.ThrowsAny<IOException>(() => file.Write(writer => writer.Write(new string('x', 1_000_000))));
            }

            Assert.Equal("old", _folder.Read("disk/x"));
            Assert.Single(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            FileFolder.Run("umount", disk);
        }
    }

    [RootFact]
    public void A_file_that_is_a_mount_point_is_written_in_place()
    {
        _folder.Put(Name, "beneath", "600");
        _folder.Put("mounted", "old and longer", "640");
        FileFolder.Run("mount", "--bind", _folder.At("mounted"), Target);
        try
        {
            Write(Target, "new");

            Assert.Equal("new", _folder.Read("mounted"));
            Assert.Equal("640", _folder.ModeOf("mounted"));
            Assert.Equal(["mounted", Name], _folder.Names);
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
    public void Two_names_of_one_file_have_one_identity(string one, string other, bool same)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _folder.Put("a.csv", "a");
        _folder.Put("b.csv", "b");
        File.CreateSymbolicLink(_folder.At("link"), _folder.Path);
        File.CreateSymbolicLink(_folder.At("to-a"), "a.csv");
        File.CreateSymbolicLink(_folder.At("to-new"), "link/new.csv");
        FileFolder.Run("ln", _folder.At("a.csv"), _folder.At("hard"));

        using var first = new OutputFile(_folder.At(one));
        using var second = new OutputFile(_folder.At(other));

        Assert.Equal(same, first.Identity == second.Identity);
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(string path, string content, bool isPrivate = false)
    {
        using var file = new OutputFile(path, isPrivate: isPrivate);
        file.Prove();
        file.Write(writer => writer.Write(content));
    }

    private void AssertOnly(string content)
    {
        Assert.Equal([Name], _folder.Names);
        Assert.Equal(content, _folder.Read(Name));
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetUmask(int mask);
}
