using System.Runtime.InteropServices;
using VgsCalm.Files;

namespace VgsCalm.Core.Tests;

/// <summary>Files that hold secrets. The modes are those of Unix; Windows has access lists instead.</summary>
public sealed class OwnerOnlyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm");

    private string Target => Path.Combine(_folder.FullName, "credentials.yaml");

    [Fact]
    public void A_new_file_is_its_owners_before_anything_is_written()
    {
        using var file = OwnerOnlyFile.Create(Target);
        AssertMode(OwnerOnly, Target);
    }

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
            OwnerOnlyFile.Write(Target, overwrite: false, w => w.Write("secret"));
            AssertMode(OwnerOnly, Target);
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    [Fact]
    public void While_it_is_written_no_file_of_the_folder_is_anybody_elses() =>
        OwnerOnlyFile.Write(
            Target,
            overwrite: false,
            w =>
            {
                w.Write("secret");
                w.Flush();
                Assert.All(_folder.GetFiles(), f => AssertMode(OwnerOnly, f.FullName));
            }
        );

    [Fact]
    public void The_text_is_UTF_8_without_a_mark()
    {
        OwnerOnlyFile.Write(Target, overwrite: false, w => w.Write("ü"));
        Assert.Equal("ü"u8.ToArray(), File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_file_that_exists_is_not_created_again()
    {
        File.WriteAllText(Target, "old");
        Assert.Throws<IOException>(() => OwnerOnlyFile.Create(Target));
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void A_file_that_exists_is_not_touched_unless_told_to()
    {
        File.WriteAllText(Target, "old");
        var error = Assert.Throws<VgsApiException>(() =>
            OwnerOnlyFile.Write(Target, overwrite: false, w => w.Write("new"))
        );
        Assert.Equal((VgsErrorId.FileExists, Target), (error.Id, error.Target));
        AssertOnlyFile("old");
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_touched()
    {
        var error = Assert.Throws<VgsApiException>(() =>
            OwnerOnlyFile.Write(Target, overwrite: false, _ => File.WriteAllText(Target, "theirs"))
        );
        Assert.Equal(VgsErrorId.FileExists, error.Id);
        AssertOnlyFile("theirs");
    }

    [Fact]
    public void A_file_that_is_replaced_is_the_owners_from_then_on()
    {
        File.WriteAllText(Target, "old");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Target, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        OwnerOnlyFile.Write(Target, overwrite: true, w => w.Write("new"));
        AssertMode(OwnerOnly, Target);
        AssertOnlyFile("new");
    }

    [Fact]
    public void Overwriting_needs_no_file_to_overwrite()
    {
        OwnerOnlyFile.Write(Target, overwrite: true, w => w.Write("new"));
        AssertOnlyFile("new");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_while_writing_leaves_what_was_there(bool existed)
    {
        if (existed)
        {
            File.WriteAllText(Target, "old");
        }

        Assert.Throws<InvalidDataException>(() =>
            OwnerOnlyFile.Write(
                Target,
                overwrite: true,
                w =>
                {
                    w.Write("half");
                    throw new InvalidDataException("No more.");
                }
            )
        );
        if (existed)
        {
            AssertOnlyFile("old");
        }
        else
        {
            Assert.Empty(_folder.GetFileSystemInfos());
        }
    }

    [Fact]
    public void A_link_is_replaced_and_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var elsewhere = Path.Combine(_folder.FullName, "elsewhere");
        File.WriteAllText(elsewhere, "theirs");
        File.CreateSymbolicLink(Target, elsewhere);
        OwnerOnlyFile.Write(Target, overwrite: true, w => w.Write("new"));
        Assert.Equal("theirs", File.ReadAllText(elsewhere));
        AssertMode(OwnerOnly, Target);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static void AssertMode(UnixFileMode mode, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    private void AssertOnlyFile(string content)
    {
        Assert.Equal([Target], _folder.GetFileSystemInfos().Select(f => f.FullName));
        Assert.Equal(content, File.ReadAllText(Target));
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SetUmask(int mask);
}
