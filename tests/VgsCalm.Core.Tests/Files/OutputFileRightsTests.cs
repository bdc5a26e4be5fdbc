using System.Runtime.InteropServices;
using System.Text;
using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>Who may read a file that is written: its owner alone, or all those who could before.</summary>
public sealed class OutputFileRightsTests : OutputFileTest
{
    private static readonly byte[] AccessList = Text("system.posix_acl_access");

    // acl(5): version 2; the owner rw, user 1234 rwx, the group r, the mask rwx, others nothing.
    private static readonly byte[] Grants =
    [
        .. (byte[])[2, 0, 0, 0],
        .. (byte[])[1, 0, 6, 0, 255, 255, 255, 255],
        .. (byte[])[2, 0, 7, 0, 0xD2, 4, 0, 0],
        .. (byte[])[4, 0, 4, 0, 255, 255, 255, 255],
        .. (byte[])[16, 0, 7, 0, 255, 255, 255, 255],
        .. (byte[])[32, 0, 0, 0, 255, 255, 255, 255],
    ];

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

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_this_user_may_not_write_is_named_with_what_to_do(bool isPipe)
    {
        if (isPipe)
        {
            FileFolder.Run("mkfifo", "-m", "644", Target);
        }
        else
        {
            Folder.Put(Name, "old", "644");
        }

        FileFolder.Run("chmod", "755", Folder.Path);
        _ = SetFileUser(1234);
        try
        {
            using var file = new OutputFile(Target);

            var error = Assert.Throws<UnauthorizedAccessException>(file.Prove);

            Assert.Equal(
                $"This user may not write the file '{Target}'. Correct its permissions, or give another path.",
                error.Message
            );
        }
        finally
        {
            _ = SetFileUser(0);
        }
    }

    [Fact]
    public void All_names_of_a_file_that_was_there_have_the_new_content()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Folder.Put(Name, "old and longer", "640");
        FileFolder.Run("ln", Target, Folder.At("hard"));

        Write(Target, "new");

        Assert.Equal(("new", "new"), (Folder.Read(Name), Folder.Read("hard")));
        Assert.Equal([Name, "hard"], Folder.Names.Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void A_file_with_an_access_list_keeps_it()
    {
        Folder.Put(Name, "old and longer", "600");
        if (!OperatingSystem.IsLinux() || SetAttribute(Text(Target), AccessList, Grants, Grants.Length, 0) != 0)
        {
            return;
        }

        // The mode shows what user 1234 may do, not the group.
        Assert.Equal("670", Folder.ModeOf(Name));

        Write(Target, "new");

        AssertOnly("new");
        Assert.Equal(Grants.Length, GetAttribute(Text(Target), AccessList, null, 0));
    }

    [Fact]
    public void A_secret_takes_an_access_list_away()
    {
        Folder.Put(Name, "old", "600");
        if (!OperatingSystem.IsLinux() || SetAttribute(Text(Target), AccessList, Grants, Grants.Length, 0) != 0)
        {
            return;
        }

        Write(Target, "secret", isPrivate: true);

        Assert.Equal("600", Folder.ModeOf(Name));
        Assert.Equal(-1, GetAttribute(Text(Target), AccessList, null, 0));
    }

    [RootFact]
    public void A_secret_in_a_file_that_is_mounted_takes_its_rights_away()
    {
        Folder.Put("mounted", "old", "644");
        Folder.Put(Name, "");
        FileFolder.Run("mount", "--bind", Folder.At("mounted"), Target);
        try
        {
            Write(Target, "secret", isPrivate: true);

            Assert.Equal(("secret", "600"), (Folder.Read("mounted"), Folder.ModeOf("mounted")));
        }
        finally
        {
            FileFolder.Run("umount", Target);
        }
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + "\0");

    // Of this thread alone, which then has no rights of root's on files.
    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileUser(uint user);

    [DllImport("libc", EntryPoint = "setxattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetAttribute(byte[] path, byte[] name, byte[] value, nint size, int flags);

    [DllImport("libc", EntryPoint = "getxattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetAttribute(byte[] path, byte[] name, byte[]? value, nint size);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetUmask(int mask);
}
