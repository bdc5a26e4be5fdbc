using System.Text;
using System.Text.RegularExpressions;
using VgsCalm.Redaction;

namespace VgsCalm.Http.Addresses;

/// <summary>Puts a path and a query under an API's address, and refuses whatever would take the token elsewhere.</summary>
internal static class RequestAddress
{
    private const int MaxDecoding = 4;

    // A scheme and the slashes before a host: what ends in a colon without a slash may be a user just as well.
    private static readonly Regex Start = new(
        "^ *(?:https?:|[a-z][a-z0-9+.-]*:(?=/))?/*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    private static readonly Regex PlainHost = new(
        @"^(?:[^:@]*|\[[^\]@]*\])(?::[0-9]*)?\z",
        RegexOptions.CultureInvariant
    );

    // Without one of these a path has no '.' segment, encoded or not.
    private static readonly char[] DotOrEscape = ['.', '%'];

    public static Uri Resolve(Uri api, string path, IEnumerable<KeyValuePair<string, string>>? query = null)
    {
        if (path.Any(c => c is < ' ' or '\u007f' or '\\'))
        {
            throw Invalid(
                path,
                "has a control character or a backslash in it",
                "Encode the character as %XX if it belongs there."
            );
        }

        if (path.Contains('#'))
        {
            throw Invalid(
                path,
                "has a '#' in it: what follows would never reach the service",
                "Encode it as %23 if it belongs there."
            );
        }

        var address = AppendQuery(IsAbsolute(path) ? path : Join(api, path), query);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw Foreign(api, path);
        }

        var sameHost =
            uri.Scheme == api.Scheme
            && uri.Port == api.Port
            && string.Equals(TryGetHost(uri), api.IdnHost, StringComparison.OrdinalIgnoreCase);
        if (!sameHost || uri.UserInfo.Length > 0 || !IsUnder(api, uri))
        {
            throw Foreign(api, path);
        }

        if (HasDotSegment(path))
        {
            throw Invalid(
                path,
                "has a '.' or '..' between its slashes",
                "Write the path out; an id is never '.' or '..'."
            );
        }

        return uri;
    }

    private static string AppendQuery(string address, IEnumerable<KeyValuePair<string, string>>? query)
    {
        if (query is null)
        {
            return address;
        }

        var text = new StringBuilder(address);
        var separator = address.Contains('?') ? '&' : '?';
        foreach (var pair in query)
        {
            text.Append(separator)
                .Append(Uri.EscapeDataString(pair.Key))
                .Append('=')
                .Append(Uri.EscapeDataString(pair.Value));
            separator = '&';
        }

        return text.ToString();
    }

    // The name is looked at only when it is asked for: an address may be accepted whose host is none.
    private static string? TryGetHost(Uri uri)
    {
        try
        {
            return uri.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    // "//host/x" means another host to every HTTP client, and "scheme:" an absolute address.
    private static bool IsAbsolute(string path) =>
        path.StartsWith("//", StringComparison.Ordinal)
        || (!path.StartsWith("/", StringComparison.Ordinal) && path.Split('/', '?')[0].Contains(':'));

    private static string Join(Uri api, string path) =>
        api.GetLeftPart(UriPartial.Path).TrimEnd('/')
        + (path.StartsWith("/", StringComparison.Ordinal) ? path : "/" + path);

    // Several APIs may share a host, each under a path: "../" must not lead from one to the other.
    private static bool IsUnder(Uri api, Uri uri)
    {
        var root = api.AbsolutePath.TrimEnd('/');
        return uri.AbsolutePath == root || uri.AbsolutePath.StartsWith(root + "/", StringComparison.Ordinal);
    }

    // A segment that some server on the way takes for '.' or '..' makes another path, and perhaps deletes it: '..' itself, encoded once
    // or several times, or with a parameter behind it ('..;', which Tomcat takes off).
    private static bool HasDotSegment(string path)
    {
        if (path.IndexOfAny(DotOrEscape) < 0)
        {
            return false;
        }

        var decoded = Redactor.WithoutQuery(path);
        for (var round = 0; round <= MaxDecoding; round++)
        {
            if (decoded.Split('/', '\\').Any(segment => segment.Split(';')[0].Trim() is "." or ".."))
            {
                return true;
            }

            var next = Uri.UnescapeDataString(decoded);
            if (next == decoded)
            {
                return false;
            }

            decoded = next;
        }

        // Nothing is encoded this often but to get past such a look.
        return true;
    }

    // What errors name: as it was given, but for the query, a user before the host, and card numbers.
    private static string Redact(string path) =>
        Redactor.MaskPath(new string([.. Bare(path).Select(c => c is < ' ' or '\u007f' ? '?' : c)]));

    private static string Bare(string path)
    {
        var isAbsolute = IsAbsolute(path);
        var start = isAbsolute ? Start.Match(path).Length : path.IndexOf("//", StringComparison.Ordinal) + 2;
        var hasHost = isAbsolute || start >= 2;
        start = hasHost ? start : 0;

        // The host stands behind two slashes, one or none. What is no host before a '/' or a '?' is the beginning of a password with one.
        var host = path.Substring(start);
        var at = !hasHost || PlainHost.IsMatch(host.Split('/', '?')[0]) ? -1 : host.LastIndexOf('@');
        return path.Substring(0, start) + Redactor.WithoutQuery(host.Remove(0, at + 1));
    }

    private static VgsApiException Invalid(string path, string what, string advice) =>
        new(VgsErrorId.RequestInvalid, $"The path {what}; nothing was sent.", Redact(path))
        {
            RecommendedAction = advice,
        };

    private static VgsApiException Foreign(Uri api, string path) =>
        new(
            VgsErrorId.ForeignHost,
            $"The path leaves the API's own address {api.GetLeftPart(UriPartial.Path)}; nothing was sent, and no token.",
            Redact(path)
        )
        {
            RecommendedAction =
                "Give a path such as /cards/CRD123. Another API: -Api; another address: Connect-VgsCalm -CalmUri.",
        };
}
