using System.Management.Automation;
using VgsCalm.Errors;

namespace VgsCalm.Files;

/// <summary>
/// Finds the file that a path of a parameter means: the file of that very name; else the one whose name Tab completes to the path
/// (`[ for [); else, where wildcards are taken, those that fit the pattern.
/// </summary>
internal static class FilePath
{
    /// <summary>The full path of one file. It need not exist: a new file gets the name as it was typed.</summary>
    public static string Find(SessionState session, string path)
    {
        var typed = Resolve(session, path);
        var completed = WildcardPattern.Unescape(path);
        if (completed == path || Exists(typed))
        {
            return typed;
        }

        var unescaped = Resolve(session, completed);
        return Exists(unescaped) || (!HasFolder(typed) && HasFolder(unescaped)) ? unescaped : typed;
    }

    /// <summary>The same, where a pattern may stand for the one file that fits it.</summary>
    public static string FindOne(SessionState session, string path) =>
        FindAll(session, path) switch
        {
            [var only] => only,
            { Count: > 1 } several => throw new NotSupportedException(
                $"'{path}' fits {several.Count} files, and one is meant. Give its name."
            ),
            _ => Find(session, path),
        };

    /// <summary>The full path of a name that is taken as it stands.</summary>
    public static string FindLiteral(SessionState session, string path) => Resolve(session, path);

    /// <summary>The full paths of all files that a path or a pattern means. A pattern may fit none.</summary>
    /// <param name="session">Knows drives and the present location.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">Whether the name is taken as it stands.</param>
    /// <exception cref="ItemNotFoundException">The path is no pattern, and there is no such file.</exception>
    public static IReadOnlyList<string> FindAll(SessionState session, string path, bool isLiteral = false)
    {
        var named = isLiteral ? Resolve(session, path) : Find(session, path);
        if (isLiteral || Exists(named) || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [named];
        }

        try
        {
            var found = session.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            RequireFileSystem(provider, path);
            if (found.Count > 0)
            {
                return [.. found];
            }

            // It is read when it is first used.
            new WildcardPattern(path).IsMatch("");
            return [];
        }
        catch (WildcardPatternException)
        {
            // With a bracket that no other one closes it is no pattern.
            return [named];
        }
    }

    /// <summary>The same, where a pattern that fits no file is an error.</summary>
    /// <exception cref="ItemNotFoundException">There is no such file.</exception>
    public static IReadOnlyList<string> RequireAll(SessionState session, string path) =>
        FindAll(session, path) is { Count: > 0 } found
            ? found
            : throw new ItemNotFoundException($"No file fits '{path}'. Check the folder and the pattern.");

    /// <summary>
    /// Whether a text leads to a file. Any other text may be anything, a card number too, and no error may show it as a
    /// path.
    /// </summary>
    public static bool IsThere(SessionState session, string path)
    {
        try
        {
            return FindAll(session, path).Any(Exists);
        }
        catch (Exception error) when (IsProblem(error) || error is ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Whether an error says that the path leads to no file, so that the path is what it should name.</summary>
    public static bool IsProblem(Exception error) =>
        error
            is NotSupportedException
                or ItemNotFoundException
                or System.Management.Automation.DriveNotFoundException
                or ProviderNotFoundException
                or ProviderInvocationException
                or IOException
                or UnauthorizedAccessException;

    private static string Resolve(SessionState session, string path)
    {
        // No system has such a name, and .NET refuses it in words of its own.
        if (path.IndexOf('\0') >= 0)
        {
            throw new NotSupportedException(
                $"'{path.Replace('\0', '\uFFFD')}' is not a path: it has a NUL character, shown as \uFFFD. Give the path without it."
            );
        }

        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            RequireFileSystem(provider, path);
            return RequireFull(full, path);
        }
        catch (System.Management.Automation.DriveNotFoundException error) when (path.IndexOf(':') is > 0 and var colon)
        {
            throw new System.Management.Automation.DriveNotFoundException(
                $"'{path}' begins with the name of a drive, and there is no drive '{path.Substring(0, colon)}'. Check the name; a path "
                    + "is meant, not what is in a file, and a file that has a colon in its own name is given as "
                    + $"{ShellArgument.Quote($"./{path}")}.",
                error
            );
        }
        catch (PSInvalidOperationException error) when (path.StartsWith("~", StringComparison.Ordinal))
        {
            throw new NotSupportedException(
                $"'{path}' is in the home folder, and this shell has none, as in many containers. Give the whole path, or set HOME to a "
                    + "folder that is there before the shell starts.",
                error
            );
        }
        catch (Exception error)
            when (error is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
                && path.IndexOf(':') < 0
            )
        {
            throw new ProviderNotFoundException(
                $"'{path}' cannot be looked for: this session shows no file system. Whoever sets the session up can let it show one "
                    + "(VisibleProviders = 'FileSystem'), or have a function of its own call the command.",
                error
            );
        }
    }

    // A link that leads nowhere is there, too: what is written to it makes the file that it leads to.
    private static bool Exists(string path)
    {
        try
        {
            return FileStatus.Read(path, followsLink: false).Kind != FileKind.Missing;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool HasFolder(string path) => Directory.Exists(Path.GetDirectoryName(path));

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (!string.Equals(provider.Name, "FileSystem", StringComparison.Ordinal))
        {
            throw new NotSupportedException(
                $"'{path}' is a path of the provider {provider.Name}, and not of the file system. Give the full path of a file."
            );
        }
    }

    // FileSystem::cards.csv is left as cards.csv, which would be looked for where the process was started, whatever the location is.
    private static string RequireFull(string full, string path) =>
        Path.IsPathRooted(full)
            ? full
            : throw new NotSupportedException(
                $"'{path}' names the provider, and then not a full path. Give the full path of the file, or the name without the provider."
            );
}
