using System.Text;
using System.Text.RegularExpressions;

namespace VgsCalm.Tests.Leaks;

/// <summary>What must be seen nowhere, and the shapes in which it would still be itself.</summary>
internal sealed class SensitiveValue
{
    private readonly string[] _pieces;
    private readonly string[] _encoded;
    private readonly Regex? _standingAlone;

    private SensitiveValue(string name, string value, string[] pieces, Regex? standingAlone = null)
    {
        Name = name;
        Value = value;
        _pieces = pieces;
        _encoded = standingAlone is null ? [.. Base64Of(value)] : [];
        _standingAlone = standingAlone;
    }

    public string Name { get; }

    public string Value { get; }

    /// <summary>A secret or a password: the half of it is too much already.</summary>
    public static SensitiveValue Secret(string name, string value) =>
        new(name, value, value.Length < 16 ? [value] : [value[..(value.Length / 2)], value[(value.Length / 2)..]]);

    /// <summary>A token: its signature, or, of one that has no parts, either half.</summary>
    public static SensitiveValue Token(string name, string value) =>
        value.Split('.') is [_, _, { Length: >= 48 } signature]
            ? new(name, value, [signature[..24], signature[^24..]])
            : Secret(name, value);

    /// <summary>A card number; between its digits may stand whatever people put there.</summary>
    public static SensitiveValue CardNumber(string name, string value) => new(name, value, [value]);

    /// <summary>What acts on a terminal, from its ESC on.</summary>
    public static SensitiveValue EscapeSequence(string name, string value) => new(name, value, [value]);

    /// <summary>A number of few digits, which counts only where it stands alone: anything may have these digits in it.</summary>
    public static SensitiveValue Cvv(string name, string value) =>
        new(
            name,
            value,
            [],
            new Regex($"(?<![0-9A-Za-z.:]|RefId=\"){value}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)
        );

    /// <summary>Without any of these in it, in any letter case, a text does not have the value.</summary>
    public IEnumerable<string> Signs => _standingAlone is null ? _pieces.Concat(_encoded) : [Value];

    public bool IsIn(ReadableText text)
    {
        if (_standingAlone is { } alone)
        {
            return text.Readings.Any(alone.IsMatch);
        }

        return text.Readings.Any(reading =>
                _pieces.Any(piece => reading.Contains(piece, StringComparison.OrdinalIgnoreCase))
            ) || _encoded.Any(encoded => text.Raw.Contains(encoded, StringComparison.Ordinal));
    }

    // Base64 looks different by where the value begins in the text that was encoded; its ends depend on what is beside it.
    private static IEnumerable<string> Base64Of(string value)
    {
        for (var before = 0; before < 3; before++)
        {
            var bytes = new byte[before]
                .Concat(Encoding.UTF8.GetBytes(value))
                .ToArray();
            var whole = bytes.Length / 3 * 3;
            yield return Convert.ToBase64String(bytes, 0, whole)[(before == 0 ? 0 : 4)..];
        }
    }
}
