using System.Diagnostics;

namespace VgsCalm.Core.Tests.Files;

/// <summary>A folder of files of every kind, and what is left in it.</summary>
internal sealed class FileFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vgscalm-files-");

    public string Path => _folder.FullName;

    public IEnumerable<string> Names => _folder.GetFileSystemInfos().Select(file => file.Name).Order();

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public string Put(string name, string content, string? mode = null)
    {
        File.WriteAllText(At(name), content);
        if (mode is not null)
        {
            Run("chmod", mode, At(name));
        }

        return At(name);
    }

    public string Read(string name) => File.ReadAllText(At(name));

    /// <summary>The mode in octal digits; always the same on Windows, which has none.</summary>
    public string ModeOf(string name) =>
        OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(At(name)), 8);

    public static string Mode(string digits) => OperatingSystem.IsWindows() ? "" : digits;

    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        return output.Trim();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
