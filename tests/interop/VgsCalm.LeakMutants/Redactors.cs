using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using static VgsCalm.LeakMutants.Unredacted;

namespace VgsCalm.LeakMutants;

/// <summary>
/// All of the module's methods that redact. A method of a type that is made for it, and is not in this list, is an error.
/// </summary>
internal static class Redactors
{
    private const string Redaction = "VgsCalm.Redaction.Redactor";
    private const string Carried = "VgsCalm.Redaction.RequestSecrets";
    private const string Bodies = "VgsCalm.Redaction.BodyRedactor";
    private const string Names = "VgsCalm.Redaction.SecretNames";
    private const string ClientSecret = "VgsCalm.Redaction.ClientSecretRedactor";
    private const string Errors = "VgsCalm.Redaction.ErrorText";
    private const string Masked = "VgsCalm.Redaction.MaskedNumber";
    private const string Columns = "VgsCalm.Bulk.ColumnNames";
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
        new(Masked, "Mask", nameof(Text)),
        new(Masked, "Bin", nameof(Text)),
        new(Masked, "Last4", nameof(Text)),
        new(Masked, "MayBeCardNumber", nameof(No)),
        new(Masked, "LooksLikeCardNumber", nameof(No)),
        new(Masked, "IsLongNumber", nameof(No)),
        new("VgsCalm.Redaction.ReferenceText", "Redact", nameof(Text)),
        new("VgsCalm.Cards.CardNumber", "IsAlias", nameof(Yes)),
        new(Regex, "IsMatch", nameof(NotIn), "VgsCalm.Cards.CardNumber.IsAlias"),
        new("VgsCalm.Binding.CardIdTransformationAttribute", "IdOf", nameof(Whole)),
        // Secrets, tokens and CVVs in what others say.
        new(Redaction, "MaskSensitive", nameof(Text)),
        new(Bodies, "Header", nameof(Header)),
        new(Bodies, "Body", nameof(Body)),
        new(Bodies, "SizeOf", nameof(Bytes)),
        new(Bodies, "Redact", nameof(Json)),
        new(Names, "IsSecretField", nameof(No)),
        new(Names, "IsNumberField", nameof(No)),
        new(Names, "IsSecretHeader", nameof(No)),
        new("VgsCalm.Webhooks.WebhookText", "Redact", nameof(Text)),
        new("VgsCalm.Webhooks.WebhookText", "MaskNumber", nameof(Text)),
        new(Carried, "Redact", nameof(Said)),
        new(Carried, "RedactAlone", nameof(TextOf)),
        new(ClientSecret, "Redact", nameof(TextOf)),
        new(ClientSecret, "ReplaceSecret", nameof(TextOf)),
        new("VgsCalm.Auth.ClientCredentials", "Redact", nameof(Said)),
        new("VgsCalm.Auth.TokenEndpoint", "Redact", nameof(Said)),
        new("VgsCalm.Auth.SignIn.RealmForm", "Redact", nameof(Said)),
        new("System.String", "Replace", nameof(Replaced), "VgsCalm.Auth.SignIn.RealmForm"),
        new("VgsCalm.Http.Exchange.ApiResponse", "Redact", nameof(Said)),
        new("VgsCalm.Http.Exchange.ApiResponse", "Identifier", nameof(Said)),
        new(Errors, "IsClean", nameof(Harmless)),
        new(Errors, "Redact", nameof(TextOf)),
        new(Regex, "Replace", nameof(RegexReplaced), Errors),
        new("System.Func`2<System.String,System.String>", "Invoke", nameof(Said)),
        // The steps of which those are made.
        new("System.String", "Replace", nameof(Replaced), Carried),
        new("System.String", "Replace", nameof(Replaced), ClientSecret),
        new(Regex, "Replace", nameof(RegexReplaced), Redaction),
        new(Regex, "Replace", nameof(RegexReplaced), ClientSecret),
        new("System.MemoryExtensions", "StartsWith", nameof(NotAtBeginning), ClientSecret),
        new("System.Collections.Generic.HashSet`1<System.String>", "Contains", nameof(NotIn), Names),
        new("System.String", "IndexOf", nameof(Nowhere), Names),
        // Addresses: passwords, queries, paths.
        new("VgsCalm.Http.Addresses.RequestAddress", "Redact", nameof(Text)),
        new("System.String", "Remove", nameof(Removed), "VgsCalm.Http.Addresses.RequestAddress.Redact"),
        new("VgsCalm.Http.Proxy.SessionProxy", "Describe", nameof(Address)),
        new("System.Uri", "get_UserInfo", nameof(Nothing), "VgsCalm.Http.Proxy.SessionProxy"),
        new("System.Uri", "get_UserInfo", nameof(Nothing), "VgsCalm.Http.Addresses.ServiceAddresses"),
        new("System.Uri", "get_AbsolutePath", nameof(PathAndQuery), "VgsCalm.Redaction.RequestTrace"),
        new("System.Uri", "GetLeftPart", nameof(AddressPart), "VgsCalm.Http.ApiFailure"),
        // Files that people give.
        new(Field, "Display", nameof(Text)),
        new(Field, "Join", nameof(Unredacted.Field)),
        new("VgsCalm.Formats.Yaml.YamlFault", "Describe", nameof(Message)),
        new(Columns, "Shown", nameof(Text)),
        new(Columns, "LooksLikeData", nameof(No)),
        // Arguments that PowerShell would repeat, and objects that it shows.
        new("VgsCalm.Binding.NoPlainTextAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.Binding.CvvTransformationAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.VgsCard", "ToString", nameof(Number), IsWhole: true),
        new("VgsCalm.VgsWebhookEvent", "ToString", nameof(Number), IsWhole: true),
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
            [Redaction] = ["Mask", "CountDigits"],

            // What they look for, not what they show.
            [Carried] = ["SecretFields", "SecretsIn"],
            [Masked] = ["ToPlain", "IsPlain", "IsDigit", "AreDigits"],
            ["VgsCalm.Redaction.ReferenceText"] = [],
            [Bodies] = [],
            [Names] = [],
            [ClientSecret] = [],
            [Errors] = [],
            [Field] = [],
            ["VgsCalm.Formats.Yaml.YamlFault"] = [],
        };
}
