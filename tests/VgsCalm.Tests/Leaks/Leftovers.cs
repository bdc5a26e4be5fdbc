namespace VgsCalm.Tests.Leaks;

/// <summary>What commands can leave behind outside of their streams: temporary files, the process's environment and command line.</summary>
internal static class Leftovers
{
    public static IEnumerable<Evidence> Find(DateTime since) => Process().Concat(TemporaryFiles(since));

    private static IEnumerable<Evidence> Process()
    {
        yield return new("the command line", Environment.CommandLine);
        if (File.Exists("/proc/self/cmdline"))
        {
            yield return new("the process list", File.ReadAllText("/proc/self/cmdline"));
        }

        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return new($"environment variable {variable.Key}", $"{variable.Value}");
        }
    }

    private static IEnumerable<Evidence> TemporaryFiles(DateTime since)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, RecurseSubdirectories = false };
        // A pipe has no length: to read one would wait for its writer.
        foreach (
            var file in Directory
                .EnumerateFiles(Path.GetTempPath(), "*", options)
                .Select(f => new FileInfo(f))
                .Where(f => f.Exists && f.LastWriteTimeUtc >= since && f.Length is > 0 and < 4 * 1024 * 1024)
        )
        {
            if (TextOf(file.FullName) is { } text)
            {
                yield return new($"temporary file {file.Name}", text);
            }
        }
    }

    // All processes share the folder of temporary files: a file may go while it is read.
    private static string? TextOf(string file)
    {
        try
        {
            using var stream = new FileStream(
                file,
                FileMode.Open,
                FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete
            );
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
