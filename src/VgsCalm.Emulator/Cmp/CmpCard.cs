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
    private readonly Lock _gate = new();
    private readonly JsonObject _attributes;
    private readonly string _pan;

    public CmpCard(string vaultId, JsonObject given, DateTimeOffset now)
    {
        VaultId = vaultId;
        _pan = given["pan"]!.GetValue<string>();
        Fingerprint = FingerprintOf(vaultId, _pan);
        _attributes = (JsonObject)given.DeepClone();
        _attributes.Remove("pan");
        if (_attributes.Remove("cvc"))
        {
            _attributes["cvc_status"] = "active";
            _attributes["cvc_alias"] ??= "tok_emulator_" + Identifier.Random(22);
        }

        _attributes["pan_alias"] ??= "tok_emulator_" + Identifier.Random(22);
        _attributes["bin"] = CardNumber.Bin(_pan);
        if (_pan.All(char.IsAsciiDigit))
        {
            _attributes["first8"] = _pan[..8];
        }

        _attributes["last4"] = _pan[^4..];
        _attributes["card_fingerprint"] = Fingerprint;
        _attributes["created_at"] = Instant.Text(now);
        _attributes["updated_at"] = Instant.Text(now);
    }

    public string Id { get; } = Identifier.Card();

    public string VaultId { get; }

    public string Fingerprint { get; }

    /// <summary>The number or alias, as it was given.</summary>
    public string Pan => _pan;

    /// <summary>What the sandbox does with a card of this number.</summary>
    public CardOutcome Outcome => CardOutcome.Of(_pan);

    /// <summary>Id of the account updater's subscription; null when there is none.</summary>
    public string? SubscriptionId { get; set; }

    /// <summary>Id of the network token; null when there is none.</summary>
    public string? NetworkTokenId { get; set; }

    /// <summary>Equal for the same number in the same vault, and no way back to the number.</summary>
    public static string FingerprintOf(string vaultId, string pan) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{vaultId}:{pan}")).AsSpan(0, 16));

    public void Change(JsonObject changes, DateTimeOffset now)
    {
        lock (_gate)
        {
            foreach (var (name, value) in changes)
            {
                _attributes[name] = value?.DeepClone();
            }

            _attributes["updated_at"] = Instant.Text(now);
        }
    }

    /// <summary>The resource object; the number itself only for those who may see it.</summary>
    public JsonObject Resource(bool withPan)
    {
        lock (_gate)
        {
            var shown = (JsonObject)_attributes.DeepClone();
            if (withPan)
            {
                shown["pan"] = _pan;
            }

            return new JsonObject
            {
                ["id"] = Id,
                ["type"] = "cards",
                ["attributes"] = shown,
            };
        }
    }

    /// <summary>Month and two-digit year of expiry.</summary>
    public (int Month, int Year) Expiry()
    {
        lock (_gate)
        {
            return (_attributes["exp_month"]!.GetValue<int>(), _attributes["exp_year"]!.GetValue<int>());
        }
    }
}
