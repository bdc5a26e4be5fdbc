using System.Security;
using System.Security.Cryptography;
using System.Text;
using VgsCalm.Auth;

namespace VgsCalm.Webhooks;

/// <summary>
/// The secrets that a webhook may be signed with; several while one is replaced by another. Each copy in clear is wiped as soon as
/// the keyed hash has it, and that one's with Dispose.
/// </summary>
internal sealed class WebhookKeys : IDisposable
{
    private readonly HMACSHA256[] _hashes;

    /// <exception cref="VgsApiException">WebhookInvalid: there is no secret, or one is empty or wiped.</exception>
    public WebhookKeys(IReadOnlyList<SecureString> secrets)
    {
        if (secrets.Count == 0)
        {
            throw WebhookInvalid.EmptySecret();
        }

        _hashes = new HMACSHA256[secrets.Count];
        try
        {
            for (var i = 0; i < secrets.Count; i++)
            {
                _hashes[i] = CreateHash(secrets[i]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A secret begins or ends with a blank, a quotation mark or the like, which is hardly a part of it.</summary>
    public bool HaveOddEnds { get; private set; }

    /// <summary>True when one of the digests is that of the text under one of the secrets. It takes as long for each of them.</summary>
    public bool HaveSigned(byte[] text, IReadOnlyList<byte[]> digests)
    {
        var found = false;
        foreach (var hash in _hashes)
        {
            var expected = hash.ComputeHash(text);
            foreach (var digest in digests)
            {
                found |= FixedTime.AreEqual(expected, digest);
            }
        }

        return found;
    }

    public void Dispose()
    {
        foreach (var hash in _hashes)
        {
            hash?.Dispose();
        }
    }

    private HMACSHA256 CreateHash(SecureString secret)
    {
        if (SecretText.IsWiped(secret))
        {
            throw WebhookInvalid.WipedSecret();
        }

        var characters = SecretText.RevealToWipe(secret);
        byte[]? key = null;
        try
        {
            var length = LengthOf(characters);
            HaveOddEnds |= SecretEnds.AreOdd(characters.AsSpan(0, length));
            key = Encoding.UTF8.GetBytes(characters, 0, length);
            return key.Length > 0 ? new HMACSHA256(key) : throw WebhookInvalid.EmptySecret();
        }
        finally
        {
            Array.Clear(characters, 0, characters.Length);
            if (key is not null)
            {
                Array.Clear(key, 0, key.Length);
            }
        }
    }

    // A secret that comes from a file or a setting often has a line end after it, which VGS's never has.
    private static int LengthOf(char[] characters)
    {
        var length = characters.Length;
        while (length > 0 && characters[length - 1] is ('\r' or '\n'))
        {
            length--;
        }

        return length;
    }
}
