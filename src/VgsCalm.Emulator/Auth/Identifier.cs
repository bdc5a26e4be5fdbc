using System.Security.Cryptography;

namespace VgsCalm.Emulator.Auth;

/// <summary>Ids in the forms that VGS uses: a prefix and characters that can't be mistaken for each other.</summary>
internal static class Identifier
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    // As much of the organization's id as the emulator's own accounts show: a successor belongs to the same organization.
    private const int MaxOrganizationLength = 10;

    public static string CreateCardId() => "CRD" + CreateRandom(22);

    public static string CreateMerchantId() => "MC" + CreateRandom(22);

    public static string CreateSubscriptionId() => "CUS" + CreateRandom(22);

    public static string CreateNetworkTokenId() => "NTK" + CreateRandom(22);

    /// <summary>An alias, which stands for a number or a verification code.</summary>
    public static string CreateAlias() => "tok_emulator_" + CreateRandom(22);

    public static string CreateValidationId() => "AV" + CreateRandom(22);

    /// <summary>Like <c>ACtTmnC6V-calm-5S6x8</c>: the organization, the account's name, something random.</summary>
    public static string CreateClientId(string organizationId, string name)
    {
        var organization = organizationId[..Math.Min(MaxOrganizationLength, organizationId.Length)];
        var plainName = string.Concat(name.Where(char.IsAsciiLetterOrDigit));
        return $"{organization}-{(plainName.Length == 0 ? "client" : plainName)}-{CreateRandom(5)}";
    }

    public static string CreateSecret() => Guid.NewGuid().ToString();

    public static string CreateRandom(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
