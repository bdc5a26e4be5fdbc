namespace VgsCalm.Tests.Screen;

/// <summary>The longest values that VGS is known to give.</summary>
internal static class LongestValues
{
    public const string ClientId = "ACtTmnC6V-twenty-letter-names1-5S6x8";
    public const string Name = "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine";
    public const string Event = "au_card.contact_cardholder_advice";
    public const string Failure = "account-updater-not-supported";
    public const string VaultAlias = "541577h6JzS40IV1962";
    public static readonly DateTime Time = new DateTime(2027, 11, 24, 5, 45, 47, DateTimeKind.Utc).ToLocalTime();
    public static readonly string[] Scopes =
    [
        "cards:read",
        "cards:write",
        "network-tokens:read",
        "network-tokens:write",
        "merchants:write",
        "cards:read-pci",
    ];
}
