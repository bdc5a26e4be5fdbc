using VgsCalm.Emulator.Calm;

namespace VgsCalm.LeakMutants;

/// <summary>
/// Pieces that are not missed by themselves, and what stands behind them. Together they must be: that is shown for each of them. A piece
/// that is missed by itself has no place here.
/// </summary>
internal static class SecondGuards
{
    private const string IsAnId = "CardId.Check: MaskedNumber.MayBeCardNumber";
    private const string IdTarget = "GetVgsCardCommand.ProcessInput: Redactor.MaskCardNumbers";
    private const string LettersOfAlias = "CardNumber.IsAlias: MaskedNumber.MayBeCardNumber";
    private const string SignsOfAlias = "CardNumber.IsAlias: Regex.IsMatch (2)";
    private const string WithoutQuery = "Redactor.ShortenPath: Redactor.WithoutQuery";
    private const string JournalAlias = "CardRow.Describe: CardNumber.IsAlias";
    private const string Together = "ApiResponse.RedactTogether: Func.Invoke";
    private const string JournalAliasShown = "CardRow.Describe: MaskedNumber.Mask for Alias";

    private static readonly Dictionary<string, SecondGuard> Known = new(StringComparer.Ordinal)
    {
        // Numbers where an id or an alias is meant: refused first, and masked wherever they would get to.
        [IdTarget] = new("the refusal of card numbers for ids", IsAnId),
        ["MaskedNumber.MayBeCardNumber: CardNumberText.Mask"] = new("the mask of the target", IdTarget),
        [LettersOfAlias] = new("the look at the signs between its digits", SignsOfAlias),
        [SignsOfAlias] = new("the look at its digits", LettersOfAlias),
        [JournalAlias] = new("the mask of what is taken for an alias", JournalAliasShown),
        [JournalAliasShown] = new("the question whether it is one", JournalAlias),
        ["EnrolmentRecord.get_Target: ReferenceText.Redact"] = new(
            "the mask that references get when the row is read",
            "CardRow.Describe: ReferenceText.Redact for Reference"
        ),
        ["ColumnNames.Describe: ColumnNames.get_LookLikeData"] = new(
            "the look at each name",
            "ColumnNames.Describe: ColumnNames.Shown"
        ),
        ["ColumnNames.Describe: ColumnNames.Shown"] = new(
            "the look at all names together",
            "ColumnNames.Describe: ColumnNames.get_LookLikeData"
        ),

        // Digits that a mask leaves over are a card number in groups.
        ["CardNumberText.MaskLongRuns: Regex.Replace (3)"] = new(
            "the look at groups of digits",
            "CardNumberText.MaskBy: GroupedDigits.Mask"
        ),

        // A service repeats what it was sent.
        ["ErrorBody.RedactedText: ApiResponse.Redact"] = new("the look at all errors together", Together),
        ["TokenResponse.Excerpt: ApiResponse.Redact"] = new("the look at code and description together", Together),
        ["WrittenSecret.Hide: WrittenSecret.Replace (2)"] = new(
            "the look at code and description together, whose escapes are read by then",
            Together
        ),
        ["BodyRedactor.Header: SecretNames.IsSecretHeader"] = new(
            "the look for the secret headers that the request carried",
            "RequestSecrets.SecretFields: SecretNames.IsSecretHeader"
        ),
        ["BodyRedactor.Redact: Func.Invoke (1)"] = new(
            "the look at the whole body once more",
            "BodyRedactor.Body: Func.Invoke (2)"
        ),

        // Addresses.
        ["Redactor.MaskSegment: CardNumberText.Mask"] = new(
            "the look at what is left without separators",
            "Redactor.MaskSegment: MaskedNumber.MayBeCardNumber"
        ),
        ["RequestTrace.Line: Uri.get_AbsolutePath"] = new("the cut at the question mark", WithoutQuery),
        ["RequestTrace.Describe: Uri.get_AbsolutePath"] = new("the cut at the question mark", WithoutQuery),
        ["SessionProxy.ToString: SessionProxy.Describe"] = new(
            "the refusal of addresses with a user",
            "SessionProxy..ctor: Uri.get_UserInfo"
        ),
    };

    /// <summary>All names that stand here.</summary>
    public static IEnumerable<string> Names =>
        Known.Keys.Concat(Known.Values.SelectMany(g => g.Names)).Distinct(StringComparer.Ordinal);

    public static SecondGuard? Find(string piece) => Known.GetValueOrDefault(piece);
}
