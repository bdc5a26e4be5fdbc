using VgsCalm.Files;

namespace VgsCalm.Core.Tests.Files;

/// <summary>A test that writes a file into a folder of its own.</summary>
public abstract class OutputFileTest : IDisposable
{
    private protected const string Name = "out.csv";

    private protected FileFolder Folder { get; } = new();

    private protected string Target => Folder.At(Name);

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static void Write(string path, string content, bool isPrivate = false)
    {
        using var file = new OutputFile(path, isPrivate: isPrivate);
        file.Prove();
        file.Write(writer => writer.Write(content));
    }

    private protected void AssertOnly(string content)
    {
        Assert.Equal([Name], Folder.Names);
        Assert.Equal(content, Folder.Read(Name));
    }
}
