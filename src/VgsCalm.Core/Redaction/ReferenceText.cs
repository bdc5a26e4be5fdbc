namespace VgsCalm.Redaction;

/// <summary>The caller's own reference of a card, as results and errors carry it.</summary>
internal static class ReferenceText
{
    /// <summary>The reference with what can be a card number in it masked; null when there is none.</summary>
    public static string? Redact(string? reference) =>
        string.IsNullOrWhiteSpace(reference) ? null : Redactor.MaskCardNumbers(reference!.Trim());
}
