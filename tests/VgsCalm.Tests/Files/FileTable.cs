using System.Diagnostics;

namespace VgsCalm.Tests.Files;

/// <summary>A place that a file's parameter may be given: how it is made, what is typed, and where the content then is.</summary>
internal sealed class FileTable(ScratchFolder folder)
{
    private const string Old = "old";

    private readonly List<string> _mounts = [];

    /// <summary>Makes a place.</summary>
    /// <returns>What is typed, and the file that gets the content.</returns>
    public (string Typed, string File) Make(string kind)
    {
        switch (kind)
        {
            case "new":
                return Same("out");
            case "regular":
                return Same(Put("out", "640"));
            case "link":
                Put("real", "640");
                return (Link("out", "real"), folder.At("real"));
            case "linked folder":
                Directory.CreateDirectory(folder.At("real"));
                Put("real/out", "640");
                Link("alias", "real");
                return (folder.At("alias/out"), folder.At("real/out"));
            case "dangling link":
                return (Link("out", "made"), folder.At("made"));
            case "brackets":
                return Same(Put("out[1]", "640"));
            case "completed":
                Put("out[1]", "640");
                return (folder.At("out`[1`]"), folder.At("out[1]"));
            case "completed folder":
                Directory.CreateDirectory(folder.At("in[1]"));
                return (folder.At("in`[1`]/out"), folder.At("in[1]/out"));
            case "spaces":
                return Same(Put("o u t.csv ", "640"));
            case "255 bytes":
                return Same(new string('n', 255));
            case "folder":
                Directory.CreateDirectory(folder.At("out"));
                return Same("out");
            case "no folder":
                return Same("nowhere/out");
            case "read-only file":
                return Same(Put("out", "444"));
            case "256 bytes":
                return Same(new string('n', 256));
            case "circle":
                Link("out", "round");
                Link("round", "out");
                return Same("out");
            case "read-only folder":
                return Same(Mount("-o", "ro"));
            case "full disk":
                var full = Mount("-o", "size=4k");
                File.WriteAllText(folder.At("disk/filler"), new string('x', 4096));
                return Same(full);
            case "device":
                Shell("mknod", folder.At("out"), "c", "1", "3");
                return Same("out");
            case "full device":
                Shell("mknod", folder.At("out"), "c", "1", "7");
                return Same("out");
            case "pipe":
                Shell("mkfifo", folder.At("out"));
                return Same("out");
            default:
                throw new ArgumentException(kind, nameof(kind));
        }
    }

    /// <summary>The mode of a file in octal digits, or its kind where it is none.</summary>
    public static string Look(string path) => Shell("stat", "-L", "-c", "%F %a", path);

    public void Unmount()
    {
        foreach (var mount in _mounts)
        {
            Shell("umount", mount);
        }

        _mounts.Clear();
    }

    public static string Shell(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        return output.Trim();
    }

    private (string, string) Same(string name) => (folder.At(name), folder.At(name));

    private string Put(string name, string mode)
    {
        folder.Write(name, Old);
        Shell("chmod", mode, folder.At(name));
        return name;
    }

    private string Link(string name, string target)
    {
        File.CreateSymbolicLink(folder.At(name), target);
        return folder.At(name);
    }

    private string Mount(string option, string value)
    {
        var disk = Directory.CreateDirectory(folder.At("disk")).FullName;
        Shell("mount", "-t", "tmpfs", option, value, "tmpfs", disk);
        _mounts.Add(disk);
        return "disk/out";
    }
}
