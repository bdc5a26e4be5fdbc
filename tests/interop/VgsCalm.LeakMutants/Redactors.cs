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
    private const string Numbers = "VgsCalm.Redaction.CardNumberText";
    private const string Carried = "VgsCalm.Redaction.RequestSecrets";
    private const string Bodies = "VgsCalm.Redaction.BodyRedactor";
    private const string Names = "VgsCalm.Redaction.SecretNames";
    private const string Secrets = "VgsCalm.Redaction.WrittenSecret";
    private const string Errors = "VgsCalm.Redaction.ErrorText";
    private const string Masked = "VgsCalm.Redaction.MaskedNumber";
    private const string Columns = "VgsCalm.Bulk.ColumnNames";
    private const string Field = "VgsCalm.Formats.Yaml.FieldPath";
    private const string Regex = "System.Text.RegularExpressions.Regex";

    public static IReadOnlyList<Redactor> All { get; } =
    [
        // Card numbers.
        new(Redaction, "MaskCardNumbers", nameof(Text)),
        new(Redaction, "MaskPath", nameof(Text)),
        new(Redaction, "MaskSegment", nameof(Text)),
        new(Redaction, "Shorten", nameof(Text)),
        new(Redaction, "ShortenPath", nameof(Text)),
        new(Redaction, "WithoutQuery", nameof(Text)),
        new(Numbers, "Mask", nameof(Text)),
        new(Numbers, "MaskProven", nameof(Text)),
        new(Numbers, "MaskBy", nameof(TextOf)),
        new(Numbers, "MaskDigits", nameof(Text)),
        new(Numbers, "MaskLongRuns", nameof(Text)),
        new(Numbers, "MaskProvenRuns", nameof(Text)),
        new(Numbers, "WithAsciiDigits", nameof(Text)),
        new("VgsCalm.Redaction.EscapedText", "Read", nameof(Text)),
        new("VgsCalm.Redaction.OtherDigits", "MaskAround", nameof(TextOf)),
        new(Numbers, "HasCardOfSixteen", nameof(No)),
        new(Regex, "Replace", nameof(RegexReplaced), Numbers),
        new("VgsCalm.Redaction.GroupedDigits", "Mask", nameof(Text)),
        new(Masked, "Mask", nameof(Text)),
        new(Masked, "Bin", nameof(Text)),
        new(Masked, "Last4", nameof(Text)),
        new(Masked, "MayBeCardNumber", nameof(No)),
        new(Masked, "LooksLikeCardNumber", nameof(No)),
        new(Masked, "HasSlip", nameof(No)),
        new(Masked, "IsLongNumber", nameof(No)),
        new("VgsCalm.Redaction.ReferenceText", "Redact", nameof(Text)),
        new("VgsCalm.Cards.CardNumber", "IsAlias", nameof(Yes)),
        new(Regex, "IsMatch", nameof(NotIn), "VgsCalm.Cards.CardNumber.IsAlias"),
        // Secrets, tokens and CVVs in what others say.
        new(Redaction, "MaskSensitive", nameof(Text)),
        new(Redaction, "MaskName", nameof(Text)),
        new(Redaction, "MaskText", nameof(TextOf)),
        new(Redaction, "HideNamed", nameof(Text)),
        new("VgsCalm.Redaction.PathText", "Redact", nameof(Text)),
        new(Regex, "Replace", nameof(RegexReplaced), "VgsCalm.Redaction.PathText"),
        new("VgsCalm.Redaction.WebTokenText", "Redact", nameof(Text)),
        new("VgsCalm.Redaction.AddressText", "Redact", nameof(Text)),
        new("VgsCalm.Redaction.TerminalText", "Clean", nameof(Text)),
        new(Bodies, "Header", nameof(Header)),
        new(Bodies, "Body", nameof(Body)),
        new(Bodies, "SizeOf", nameof(Bytes)),
        new(Bodies, "Redact", nameof(Json)),
        new(Names, "IsSecretField", nameof(No)),
        new(Names, "IsNumberField", nameof(No)),
        new(Names, "IsSecretHeader", nameof(No)),
        new("VgsCalm.Webhooks.WebhookText", "Redact", nameof(Text)),
        new("VgsCalm.Webhooks.WebhookText", "RedactId", nameof(Text)),
        new("VgsCalm.Webhooks.WebhookText", "MaskNumber", nameof(Text)),
        new(Carried, "Redact", nameof(Said)),
        new(Carried, "RedactSecrets", nameof(Said)),
        new(Carried, "MaskNumbers", nameof(Said)),
        new("VgsCalm.Redaction.CarriedNumber", "Mask", nameof(TextOf)),
        new(Secrets, "Hide", nameof(Written)),
        new(Secrets, "HideAlone", nameof(Written)),
        new(Secrets, "Replace", nameof(WrittenBy)),
        new("VgsCalm.Auth.ClientCredentials", "Redact", nameof(Said)),
        new("VgsCalm.Auth.ClientCredentials", "Shown", nameof(Text)),
        new("VgsCalm.Auth.TokenEndpoint", "Redact", nameof(Said)),
        new("VgsCalm.Auth.SignIn.RealmForm", "Redact", nameof(Said)),
        new("VgsCalm.Http.Exchange.ApiResponse", "Redact", nameof(Said)),
        new("VgsCalm.Http.Exchange.ApiResponse", "Identifier", nameof(Said)),
        new("VgsCalm.Http.Exchange.ApiResponse", "RedactId", nameof(Said)),
        new("VgsCalm.Http.Exchange.ApiResponse", "RedactName", nameof(Said)),
        new(Errors, "IsClean", nameof(Harmless)),
        new(Errors, "Describe", nameof(MessageOf)),
        new(Errors, "Redact", nameof(TextOf)),
        new(Regex, "Replace", nameof(RegexReplaced), Errors),
        new("System.Func`2<System.String,System.String>", "Invoke", nameof(Said)),
        // The steps of which those are made.
        new(Regex, "Replace", nameof(RegexReplaced), Redaction),
        new("System.Collections.Generic.HashSet`1<System.String>", "Contains", nameof(NotIn), Names),
        new("System.String", "EndsWith", nameof(NotAtEnd), Names),
        new("System.String", "Contains", nameof(NotIn), Names),
        // Addresses: passwords, queries, paths.
        new("VgsCalm.Http.Addresses.RequestAddress", "Redact", nameof(Text)),
        new("VgsCalm.Http.Addresses.RequestAddress", "Bare", nameof(Text)),
        new("System.String", "Remove", nameof(Removed), "VgsCalm.Http.Addresses.RequestAddress.Bare"),
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
        new(Columns, "get_LookLikeData", nameof(No)),
        // Arguments that PowerShell would repeat, and objects that it shows.
        new("VgsCalm.Binding.NoPlainTextAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.Binding.CvvTransformationAttribute", "Transform", nameof(Given), IsWhole: true),
        new("VgsCalm.Binding.TextOfRecordAttribute", "Transform", nameof(Given), IsWhole: true),
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
            ["ApiResponse.Identifier: ApiResponse.RedactId"] = "is a question: what it gives is compared",
            ["VgsSession.get_IsToken: WebTokenText.Redact"] = "chooses the words of an error",
            ["VgsNetworkTokenCmdlet.TryReadAlias: MaskedNumber.MayBeCardNumber"] = "chooses the words of an error",
            ["CardNumber.IsAlias: Regex.IsMatch (1)"] =
                "knows a number that a spreadsheet has rounded, which is none any more",
            ["CarriedNumber.InJson: SecretNames.IsNumberField"] = "knows a number that no card can have",
            ["CarriedNumber.InAddress: SecretNames.IsNumberField"] = "knows a number that no card can have",
            ["ColumnRecognition.AddRecognised: ColumnNames.Shown (1)"] =
                "shows the name of a known column, in its own spelling",
            ["ColumnRecognition.AddRecognised: ColumnNames.Shown (2)"] =
                "shows the name of a known column, in its own spelling",
            ["ColumnRecognition.MapColumn: ColumnNames.Shown (2)"] =
                "shows the name of a known column, in its own spelling",
            ["ColumnRecognition.RequireFields: ColumnNames.get_LookLikeData"] = "chooses the words of an error",
            ["CardDetails.ParseName: CardNumberText.MaskProven"] =
                "refuses a name that has a card number, and shows nothing",
            ["SecretNames.IsCardSecret: HashSet.Contains"] = "refuses a column of a file, and shows nothing",
            ["ApiRequest.ForPage: Redactor.WithoutQuery"] = "makes the path of another request",
            ["RequestAddress.HasDotSegment: Redactor.WithoutQuery"] = "looks for dots in the path, not in the query",
            ["CallerRequest.get_HasEmptySegment: Redactor.WithoutQuery"] =
                "looks for slashes in the path, not in the query",
            ["HostChecks.LimitAsync: Func.Invoke (1)"] = "writes how an address could not be reached",
            ["HostChecks.LimitAsync: Func.Invoke (2)"] = "writes how an address could not be reached",
            ["BrowserOpener.FindLinuxOpener: Func.Invoke"] = "reads a variable of the environment",
            ["BrowserOpener.IsSet: Func.Invoke"] = "reads a variable of the environment",
            ["BrowserOpener.Find: Func.Invoke"] = "reads a variable of the environment",
        };

    /// <summary>
    /// Types that do nothing else: each of their methods is in the list, or is here, with the reason why it is no piece.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> Exempt { get; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            // Excerpt cuts, and calls what redacts. IsPlainWord finds what needs no look.
            [Redaction] = ["Excerpt", "IsPlainWord"],

            // MaskMatch and MaskIfProven are what the regular expressions' replacements call, which are in the list.
            [Numbers] = ["MaskMatch", "MaskIfProven", "IsPartOfId", "DigitsOf", "CountDigits", "IsWord"],
            ["VgsCalm.Redaction.EscapedText"] = ["Find", "Sign"],
            ["VgsCalm.Redaction.OtherDigits"] = [],
            ["VgsCalm.Redaction.GroupedDigits"] =
            [
                "Sequences",
                "IsSeparator",
                "LastOfNumber",
                "IsGroupedAsOnCards",
                "DigitsOf",
            ],
            ["VgsCalm.Redaction.AddressText"] = ["HideUsers", "HostStart", "EscapedAt", "IsEndOfAuthority"],
            ["VgsCalm.Redaction.TerminalText"] = ["IsUnsafe", "IsClean"],
            ["VgsCalm.Redaction.WebTokenText"] = ["IsOfToken"],

            // What they look for, not what they show.
            [Carried] =
            [
                "SecretFields",
                "SecretsIn",
                "IsSecret",
                "Decode",
                "get_Query",
                "get_Headers",
                "set_Headers",
                "get_Sent",
                "set_Sent",
                "get_Address",
                "set_Address",
            ],
            [Masked] = ["DigitsOf", "ToPlain", "IsPlain", "AreDigits"],
            ["VgsCalm.Redaction.ReferenceText"] = [],
            [Bodies] = ["NameOf"],
            [Names] = ["Letters", "IsCardSecret"],
            ["VgsCalm.Redaction.CarriedNumber"] =
            [
                "InBody",
                "InAddress",
                "InJson",
                "InValue",
                "MayBeIn",
                "DigitsIn",
                "IsAt",
            ],
            [Secrets] = ["EndOfLiteral", "EndOfWritten", "EndOfAlone", "StandsAlone", "Before"],
            [Errors] = [],
            [Field] = [],
            ["VgsCalm.Formats.Yaml.YamlFault"] = [],
        };
}
