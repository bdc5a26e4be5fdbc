using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace VgsCalm.Files;

/// <summary>
/// One writer of a file at a time, whatever the runtime and the file system know of locks. The runtime's own locks can be switched
/// off; the system's are taken here. Where the file system has none, a file beside it names the process that writes.
/// </summary>
internal sealed class ExclusiveClaim : IDisposable
{
    private readonly string? _claim;

    private ExclusiveClaim(string? claim) => _claim = claim;

    /// <param name="file">The open file.</param>
    /// <param name="path">Its full path.</param>
    /// <param name="tryLock">Asks the system for its lock: true, false where another has it, null where there are no locks.</param>
    /// <param name="create">Creates the file that claims it; its writes must go to the system at once.</param>
    /// <returns>The claim; null where another process has it.</returns>
    public static ExclusiveClaim? TryTake(
        FileStream file,
        string path,
        Func<FileStream, bool?>? tryLock = null,
        Func<string, FileStream>? create = null
    ) =>
        (tryLock ?? UnixFile.TryLock)(file) switch
        {
            true => new ExclusiveClaim(null),
            false => null,
            _ => TryWriteClaim(ClaimOf(path), create ?? (claim => OwnerOnlyFile.Create(claim))),
        };

    /// <summary>
    /// The file that claims a path where the file system has no locks. Its name is short, as long as the path's may be.
    /// </summary>
    public static string ClaimOf(string path)
    {
        var hash = 14695981039346656037UL; // FNV-1a: the same in every process
        foreach (var b in Encoding.UTF8.GetBytes(Path.GetFileName(path)))
        {
            hash = unchecked((hash ^ b) * 1099511628211UL);
        }

        return Path.Combine(Path.GetDirectoryName(path) ?? "", $".vgscalm-{hash:x16}.lock");
    }

    public void Dispose()
    {
        if (_claim is null)
        {
            return;
        }

        try
        {
            File.Delete(_claim);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next run sees that this process has ended, and takes the claim over.
        }
    }

    private static ExclusiveClaim? TryWriteClaim(string claim, Func<string, FileStream> create)
    {
        var owner = Encoding.UTF8.GetBytes(Me());
        for (var tries = 0; tries < 3; tries++)
        {
            try
            {
                return Write(create(claim), claim, owner);
            }
            catch (IOException) when (File.Exists(claim))
            {
                if (!TryRemoveStale(claim))
                {
                    return null;
                }
            }
        }

        return null;
    }

    // One without its text would count for ever: what cannot be written, on a full disk, goes again.
    private static ExclusiveClaim Write(FileStream file, string claim, byte[] owner)
    {
        using (file)
        {
            var taken = new ExclusiveClaim(claim);
            try
            {
                file.Write(owner, 0, owner.Length);
                return taken;
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        }
    }

    // Renamed before it is deleted: of two processes that find the same stale claim, one alone gets it.
    private static bool TryRemoveStale(string claim)
    {
        try
        {
            var owner = File.ReadAllText(claim);
            if (IsAlive(owner))
            {
                return false;
            }

            var aside = claim + "." + Guid.NewGuid().ToString("N").Substring(0, 8);
            File.Move(claim, aside);
            if (File.ReadAllText(aside) != owner)
            {
                File.Move(aside, claim);
                return false;
            }

            File.Delete(aside);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // A process of another machine cannot be looked for: it counts as alive.
    private static bool IsAlive(string owner)
    {
        var parts = owner.Split('\n');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], out var id))
        {
            return true;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return Started(process) == parts[2];
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Me()
    {
        using var process = Process.GetCurrentProcess();
        return $"{Environment.MachineName}\n{process.Id}\n{Started(process)}";
    }

    // In ticks of the kernel since its start. On Linux, .NET works out a date from the clock of now: it is another one in each process, and
    // by hours once the clock was set. Elsewhere the system keeps a date.
    private static string Started(Process process)
    {
        var status = $"/proc/{process.Id}/stat";
        if (!File.Exists(status))
        {
            return process.StartTime.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture);
        }

        // proc_pid_stat(5): the 22nd field; the second one, a name in brackets, may have blanks in it.
        var text = File.ReadAllText(status);
        return text.Substring(text.LastIndexOf(')') + 2).Split(' ')[19];
    }
}
