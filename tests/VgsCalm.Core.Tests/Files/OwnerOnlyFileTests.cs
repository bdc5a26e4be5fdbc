using VgsCalm.Files;

namespace VgsCalm.Core.Tests.Files;

/// <summary>
/// Files that are their owner's from the moment they exist. The modes are those of Unix; Windows has access lists.
/// </summary>
public sealed class OwnerOnlyFileTests : IDisposable
{
    private readonly FileFolder _folder = new();

    [Fact]
    public void A_new_file_is_its_owners_before_anything_is_written()
    {
        using var file = OwnerOnlyFile.Create(_folder.At("x"));

        Assert.Equal(FileFolder.Mode("600"), _folder.ModeOf("x"));
    }

    [Fact]
    public void A_file_that_exists_is_not_created_again()
    {
        _folder.Put("x", "old");

        Assert.Throws<IOException>(() => OwnerOnlyFile.Create(_folder.At("x")));
        Assert.Equal("old", _folder.Read("x"));
    }

    public void Dispose() => _folder.Dispose();
}
