using System.Text;
using VgsCalm.Redaction;

namespace VgsCalm.Auth;

/// <summary>
/// Writes the token request's form body (RFC 6749 §4.4.2) straight into bytes, so that the secret is never a managed string.
/// The caller clears the bytes once they are sent.
/// </summary>
internal static class TokenForm
{
    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    public static byte[] Write(ClientCredentials credentials, IReadOnlyList<string> scope)
    {
        // Three bytes for each byte of the longest text: the stream never grows, so no copy of the secret is left behind by growth.
        var capacity =
            64 + (9 * (credentials.ClientId.Length + credentials.ClientSecret.Length + scope.Sum(s => s.Length + 1)));
        using var form = new MemoryStream(capacity);
        Append(form, "grant_type=client_credentials&client_id=");
        AppendEncoded(form, credentials.ClientId.ToCharArray());
        Append(form, "&client_secret=");
        credentials.Lend(secret => AppendEncoded(form, secret));

        // An empty "scope=" is refused by some servers: it is left out.
        var wanted = scope.Where(s => !string.IsNullOrWhiteSpace(s)).ToArray();
        if (wanted.Length > 0)
        {
            Append(form, "&scope=");
            AppendEncoded(form, string.Join(" ", wanted).ToCharArray());
        }

        var body = form.ToArray();
        Array.Clear(form.GetBuffer(), 0, form.GetBuffer().Length);
        return body;
    }

    /// <summary>The form for -Debug, without the secret.</summary>
    public static string Describe(string clientId, IReadOnlyList<string> scope) =>
        $"grant_type=client_credentials&client_id={clientId}&client_secret={Redactor.Hidden}"
        + (scope.Count > 0 ? "&scope=" + string.Join(" ", scope) : "");

    private static void Append(MemoryStream form, string ascii)
    {
        foreach (var c in ascii)
        {
            form.WriteByte((byte)c);
        }
    }

    private static void AppendEncoded(MemoryStream form, char[] text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        foreach (var b in utf8)
        {
            if (IsUnreserved(b))
            {
                form.WriteByte(b);
            }
            else
            {
                form.WriteByte((byte)'%');
                form.WriteByte(Hex[b >> 4]);
                form.WriteByte(Hex[b & 15]);
            }
        }

        Array.Clear(utf8, 0, utf8.Length);
    }

    private static bool IsUnreserved(byte b) =>
        b
            is (>= (byte)'a' and <= (byte)'z')
                or (>= (byte)'A' and <= (byte)'Z')
                or (>= (byte)'0' and <= (byte)'9')
                or (byte)'-'
                or (byte)'.'
                or (byte)'_'
                or (byte)'~';
}
