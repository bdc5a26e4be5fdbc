using System.Security.Cryptography;

namespace VgsCalm.Emulator.Auth;

/// <summary>Ids in the forms that VGS uses: a prefix and characters that can't be mistaken for each other.</summary>
internal static class Identifier
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    // As much of the organization's id as the emulator's own accounts show: a successor belongs to the same organization.
    private const int MaxOrganizationLength = 10;

    public static string Card() => "CRD" + Random(22);

    public static string Merchant() => "MC" + Random(22);

    public static string Subscription() => "CUS" + Random(22);

    public static string CmpNetworkToken() => "NTK" + Random(22);

    /// <summary>What stands for a number or a verification code.</summary>
    public static string Alias() => "tok_emulator_" + Random(22);

    public static string Validation() => "AV" + Random(22);

    /// <summary>Like <c>ACtTmnC6V-calm-5S6x8</c>: the organization, the account's name, something random.</summary>
    public static string Client(string organizationId, string name)
    {
        var organization = organizationId[..Math.Min(MaxOrganizationLength, organizationId.Length)];
        var plainName = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        return $"{organization}-{(plainName.Length == 0 ? "client" : plainName)}-{Random(5)}";
    }

    public static string Secret() => Guid.NewGuid().ToString();

    public static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
