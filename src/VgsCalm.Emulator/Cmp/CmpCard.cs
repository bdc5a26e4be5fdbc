using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>A card in CMP. Changed only under its own lock, read as a fresh resource.</summary>
internal sealed class CmpCard
{
    private readonly Lock gate = new();
    private readonly JsonObject attributes;
    private readonly string pan;

    public CmpCard(string vaultId, JsonObject given, DateTimeOffset now)
    {
        VaultId = vaultId;
        pan = given["pan"]!.GetValue<string>();
        Fingerprint = FingerprintOf(vaultId, pan);
        attributes = (JsonObject)given.DeepClone();
        attributes.Remove("pan");
        if (attributes.Remove("cvc"))
        {
            attributes["cvc_status"] = "active";
            attributes["cvc_alias"] ??= "tok_emulator_" + Identifier.Random(22);
        }

        attributes["pan_alias"] ??= "tok_emulator_" + Identifier.Random(22);
        attributes["bin"] = CardNumber.Bin(pan);
        if (pan.All(char.IsAsciiDigit))
            attributes["first8"] = pan[..8];
        attributes["last4"] = pan[^4..];
        attributes["card_fingerprint"] = Fingerprint;
        attributes["created_at"] = Instant.Text(now);
        attributes["updated_at"] = Instant.Text(now);
    }

    public string Id { get; } = Identifier.Card();

    public string VaultId { get; }

    public string Fingerprint { get; }

    /// <summary>What the sandbox does with a card of this number.</summary>
    public CardOutcome Outcome => CardOutcome.Of(pan);

    /// <summary>Id of the account updater's subscription; null when there is none.</summary>
    public string? SubscriptionId { get; set; }

    /// <summary>Id of the network token; null when there is none.</summary>
    public string? NetworkTokenId { get; set; }

    /// <summary>Equal for the same number in the same vault, and no way back to the number.</summary>
    public static string FingerprintOf(string vaultId, string pan) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{vaultId}:{pan}")).AsSpan(0, 16));

    public void Change(JsonObject changes, DateTimeOffset now)
    {
        lock (gate)
        {
            foreach (var (name, value) in changes)
                attributes[name] = value?.DeepClone();
            attributes["updated_at"] = Instant.Text(now);
        }
    }

    /// <summary>The resource object; the number itself only for those who may see it.</summary>
    public JsonObject Resource(bool withPan)
    {
        lock (gate)
        {
            var shown = (JsonObject)attributes.DeepClone();
            if (withPan)
                shown["pan"] = pan;
            return new JsonObject { ["id"] = Id, ["type"] = "cards", ["attributes"] = shown };
        }
    }

    /// <summary>Month and two-digit year of expiry.</summary>
    public (int Month, int Year) Expiry()
    {
        lock (gate)
            return (attributes["exp_month"]!.GetValue<int>(), attributes["exp_year"]!.GetValue<int>());
    }
}
