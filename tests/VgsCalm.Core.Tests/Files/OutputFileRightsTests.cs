using System.Runtime.InteropServices;
using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>Who may read a file that is written: its owner alone, or all those who could before.</summary>
public sealed class OutputFileRightsTests : OutputFileTest
{
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
            Assert.Equal("600", Folder.ModeOf(Name));
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
            Assert.All(Folder.Names, name => Assert.Equal(FileFolder.Mode("600"), Folder.ModeOf(name)));
        });
    }

    [Theory]
    [InlineData("640")]
    [InlineData("600")]
    [InlineData("664")]
    [InlineData("755")]
    public void A_file_that_was_there_keeps_its_mode(string mode)
    {
        Folder.Put(Name, "old and longer", mode);

        Write(Target, "new");

        Assert.Equal(FileFolder.Mode(mode), Folder.ModeOf(Name));
        AssertOnly("new");
    }

    [Fact]
    public void A_secret_takes_the_rights_of_all_but_the_owner_away()
    {
        Folder.Put(Name, "old", "664");

        Write(Target, "secret", isPrivate: true);

        Assert.Equal(FileFolder.Mode("600"), Folder.ModeOf(Name));
        AssertOnly("secret");
    }

    [RootFact]
    public void A_file_that_was_there_keeps_its_owner()
    {
        Folder.Put(Name, "old");
        FileFolder.Run("chown", "1234:2345", Target);

        Write(Target, "new");

        Assert.Equal("1234:2345", FileFolder.Run("stat", "-c", "%u:%g", Target));
        AssertOnly("new");
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetUmask(int mask);
}
