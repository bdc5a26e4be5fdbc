using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using static VgsCalm.LeakMutants.Unredacted;

namespace VgsCalm.LeakMutants;

/// <summary>
/// All of the module's methods that redact. A method of a type that is made for it, and is not in this list, is an error.
/// </summary>
internal static class Redactors
{
    private const string Redaction = "VgsCalm.Redactor.Redactor";
    private const string Carried = "VgsCalm.Redactor.CarriedSecrets";
    private const string Credentials = "VgsCalm.Auth.ClientCredentials";
    private const string Masked = "VgsCalm.Redactor.MaskedNumber";
    private const string Columns = "VgsCalm.Formats.Csv.CardColumns";
    private const string Field = "VgsCalm.Formats.Yaml.FieldPath";
    private const string Regex = "System.Text.RegularExpressions.Regex";

    public static IReadOnlyList<Redactor> All { get; } =
    [
        // Card numbers.
        new(Redaction, "MaskCardNumber", nameof(Text)),
        new(Redaction, "MaskCardNumbers", nameof(Text)),
        new(Redaction, "MaskPath", nameof(Text)),
        new(Redaction, "MaskSegment", nameof(Text)),
        new(Redaction, "Shorten", nameof(Text)),
        new(Redaction, "ShortenPath", nameof(Text)),
        new(Redaction, "WithoutQuery", nameof(Text)),
        new(Masked, "Shown", nameof(Text)),
        new(Masked, "Bin", nameof(Text)),
        new(Masked, "Last4", nameof(Text)),
        new(Masked, "MayBeCardNumber", nameof(No)),
        new(Masked, "LooksLikeCardNumber", nameof(No)),
        new(Masked, "IsLongNumber", nameof(No)),
        new("VgsCalm.Redactor.ReferenceText", "Of", nameof(Text)),
        new("VgsCalm.Cards.CardNumber", "IsAlias", nameof(Yes)),
        new(Regex, "IsMatch", nameof(NotIn), "VgsCalm.Cards.CardNumber.IsAlias"),
        new("VgsCalm.Binding.CardIdTransformationAttribute", "IdOf", nameof(Whole)),
        // Secrets, tokens and CVVs in what others say.
        new(Redaction, "MaskSensitive", nameof(Text)),
        new(Redaction, "Header", nameof(Header)),
        new(Redaction, "Body", nameof(Body)),
        new(Redaction, "SizeOf", nameof(Bytes)),
        new(Redaction, "Hide", nameof(Json)),
        new(Redaction, "IsSecretField", nameof(No)),
        new(Carried, "Hide", nameof(Said)),
        new(Carried, "HideAlone", nameof(TextOf)),
        new(Credentials, "Conceal", nameof(Said)),
        new("VgsCalm.Auth.TokenEndpoint", "Harmless", nameof(Said)),
        new("VgsCalm.Http.ApiResponse", "Shown", nameof(Said)),
        new("VgsCalm.Http.ApiResponse", "Identifier", nameof(Said)),
        new("VgsCalm.Http.ExchangeFailedException", "IsHarmless", nameof(Harmless)),
        new("VgsCalm.Http.ExchangeFailedException", "Shown", nameof(TextOf)),
        new(Regex, "Replace", nameof(RegexReplaced), "VgsCalm.Http.ExchangeFailedException"),
        new("System.Func`2<System.String,System.String>", "Invoke", nameof(Said)),
        // The steps of which those are made.
        new("System.String", "Replace", nameof(Replaced), Carried),
        new("System.String", "Replace", nameof(Replaced), Credentials),
        new(Regex, "Replace", nameof(RegexReplaced), Redaction),
        new(Regex, "Replace", nameof(RegexReplaced), Credentials),
        new("System.MemoryExtensions", "StartsWith", nameof(NotAtBeginning), Credentials),
        new("System.Collections.Generic.HashSet`1<System.String>", "Contains", nameof(NotIn), Redaction),
        new("System.String", "IndexOf", nameof(Nowhere), $"{Redaction}.Header"),
        // Addresses: passwords, queries, paths.
        new("VgsCalm.Http.Addresses.RequestAddress", "Shown", nameof(Text)),
        new("System.String", "Remove", nameof(Removed), "VgsCalm.Http.Addresses.RequestAddress.Shown"),
        new("VgsCalm.Http.Proxy.SessionProxy", "Shown", nameof(Address)),
        new("System.Uri", "get_UserInfo", nameof(Nothing), "VgsCalm.Http.Proxy.SessionProxy"),
        new("System.Uri", "get_UserInfo", nameof(Nothing), "VgsCalm.Http.Addresses.ServiceAddresses"),
        new("System.Uri", "get_AbsolutePath", nameof(PathAndQuery), "VgsCalm.Redactor.RequestTrace"),
        new("System.Uri", "GetLeftPart", nameof(AddressPart), "VgsCalm.Http.ApiFailure"),
        // Files that people give.
        new(Field, "Shown", nameof(Text)),
        new(Field, "Of", nameof(Unredacted.Field)),
        new("VgsCalm.Formats.Yaml.YamlFault", "Describe", nameof(Message)),
        new(Columns, "Shown", nameof(Text)),
        new(Columns, "LooksLikeData", nameof(No)),
        // Arguments that PowerShell would repeat, and objects that it shows.
        new("VgsCalm.Binding.NoPlainTextAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.Binding.CvvTransformationAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.VgsCard", "ToString", nameof(Number), IsWhole: true),
        new("VgsCalm.VgsCardUpdate", "ToString", nameof(Number), IsWhole: true),
        new("VgsCalm.VgsAccessToken", "ToString", nameof(Token), IsWhole: true),
        new("VgsCalm.VgsServiceAccount", "ToString", nameof(Secret), IsWhole: true),
        new("VgsCalm.VgsServiceAccountConfig", "ToString", nameof(Secret), IsWhole: true),
    ];

    /// <summary>Calls that are for something else than showing, by the names that their pieces would have.</summary>
    public static IReadOnlyDictionary<string, string> OtherUses { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ApiResponse.Identifier: Redactor.MaskSensitive"] = "is a question: what it gives is compared",
            ["VgsNetworkTokenCmdlet.TryReadAlias: MaskedNumber.MayBeCardNumber"] = "chooses the words of an error",
            ["CardNumber.IsAlias: Regex.IsMatch (1)"] =
                "knows a number that a spreadsheet has rounded, which is none any more",
            ["CardColumns.Recognise: CardColumns.Shown (2)"] = "shows the name of a known column, in its own spelling",
            ["CardColumns.Recognise: CardColumns.Shown (3)"] = "shows the name of a known column, in its own spelling",
        };

    /// <summary>
    /// Types that do nothing else: each of their methods is in the list, or is here, with the reason why it is no piece.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Exempt { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            // Mask is what the regular expressions' replacements call, which are in the list.
            [Redaction] = ["Mask", "DigitsIn"],

            // What they look for, not what they show.
            [Carried] = ["FieldsOf", "SecretsIn"],
            [Masked] = ["Plain", "IsPlain", "IsDigit", "AreDigits"],
            ["VgsCalm.Redactor.ReferenceText"] = [],
            [Field] = [],
            ["VgsCalm.Formats.Yaml.YamlFault"] = [],
        };
}
