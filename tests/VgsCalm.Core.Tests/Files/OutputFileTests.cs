using VgsCalm.Files;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Files;

/// <summary>How a file is written: whole, as what it is, and with nothing left behind.</summary>
public sealed class OutputFileTests : OutputFileTest
{
    [Fact]
    public void The_text_is_UTF_8_without_a_mark()
    {
        Write(Target, "ü");

        Assert.Equal("ü"u8.ToArray(), File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_file_that_exists_is_not_touched_without_overwrite()
    {
        Folder.Put(Name, "old");

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
            Folder.Put(Name, "old");
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

        Assert.Equal(existed ? [Name] : [], Folder.Names);
        Assert.True(!existed || Folder.Read(Name) == "old");
    }

    [Fact]
    public void Proving_changes_nothing_and_leaves_nothing()
    {
        Folder.Put(Name, "old", "640");
        var before = File.GetLastWriteTimeUtc(Target);

        using (var file = new OutputFile(Target))
        {
            file.Prove();
        }

        Assert.Equal(before, File.GetLastWriteTimeUtc(Target));
        AssertOnly("old");
    }

    [RootFact]
    public void A_disk_that_is_full_leaves_what_was_there()
    {
        var disk = Directory.CreateDirectory(Folder.At("disk")).FullName;
        FileFolder.Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        try
        {
            Folder.Put("disk/x", "old");
            using (var file = new OutputFile(Folder.At("disk/x")))
            {
                Assert.ThrowsAny<IOException>(() => file.Write(writer => writer.Write(new string('x', 1_000_000))));
            }

            Assert.Equal("old", Folder.Read("disk/x"));
            Assert.Single(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            FileFolder.Run("umount", disk);
        }
    }
}
