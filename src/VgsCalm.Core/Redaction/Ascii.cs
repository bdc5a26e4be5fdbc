namespace VgsCalm.Redaction;

/// <summary>Letters and digits of ASCII alone: .NET's own predicates take those of every script.</summary>
internal static class Ascii
{
    public static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    public static bool IsDigit(char c) => c is >= '0' and <= '9';
}
