using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>A card in CMP. Changed only under its own lock, read as a fresh resource. Its CVC is never kept.</summary>
internal sealed class CmpCard
{
    // What a caller may give and gets back. What CMP does not know is left out: it may be a verification code under another name.
    private static readonly string[] Kept =
    [
        "exp_month",
        "exp_year",
        "cardholder",
        "pan_alias",
        "cvc_alias",
        "cvc_status",
        "token_type",
        "wallet_type",
        "meta",
    ];

    private readonly Lock _gate = new();
    private readonly JsonObject _attributes;
    private CmpSubscription? _subscription;
    private CmpNetworkToken? _networkToken;

    public CmpCard(string vaultId, JsonObject given, DateTimeOffset now)
    {
        VaultId = vaultId;
        Pan = given["pan"]!.GetValue<string>();
        Fingerprint = ComputeFingerprint(vaultId, Pan);
        _attributes = [];
        Set(given);
        _attributes["pan_alias"] ??= Identifier.CreateAlias();
        _attributes["bin"] = CardNumber.Bin(Pan);
        if (Pan.All(char.IsAsciiDigit))
        {
            _attributes["first8"] = Pan[..8];
        }

        _attributes["last4"] = Pan[^4..];
        _attributes["card_fingerprint"] = Fingerprint;
        _attributes["created_at"] = Instant.Format(now);
        _attributes["updated_at"] = Instant.Format(now);
    }

    public string Id { get; } = Identifier.CreateCardId();

    public string VaultId { get; }

    /// <summary>The number as it was sent: all digits, or an alias.</summary>
    public string Pan { get; }

    public string Fingerprint { get; }

    /// <summary>What the sandbox does with a card of this number.</summary>
    public CardOutcome Outcome => CmpTestCards.OutcomeOf(Pan);

    /// <summary>The network token; null when there is none.</summary>
    public CmpNetworkToken? NetworkToken => Volatile.Read(ref _networkToken);

    public void Change(JsonObject changes, DateTimeOffset now)
    {
        lock (_gate)
        {
            Set(changes);
            _attributes["updated_at"] = Instant.Format(now);
        }
    }

    /// <summary>The subscription to the account updater; a card has one at the most, and a second request gives the first.</summary>
    public CmpSubscription Subscribe(DateTimeOffset now, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _subscription is null;
            return _subscription ??= new CmpSubscription(now);
        }
    }

    /// <summary>Ends the subscription; false when there is none.</summary>
    public bool Unsubscribe() => Interlocked.Exchange(ref _subscription, null) is not null;

    /// <summary>The network token; a card has one at the most, and a second request gives the first.</summary>
    public CmpNetworkToken ProvisionNetworkToken(DateTimeOffset now, out bool isNew)
    {
        lock (_gate)
        {
            isNew = _networkToken is null;
            return _networkToken ??= new CmpNetworkToken(CardNumber.Bin(Pan), now);
        }
    }

    /// <summary>Removes the network token; false when there is none.</summary>
    public bool RemoveNetworkToken() => Interlocked.Exchange(ref _networkToken, null) is not null;

    /// <summary>The resource object; the number itself only for those who may see it.</summary>
    public JsonObject Resource(bool withPan)
    {
        lock (_gate)
        {
            var shown = (JsonObject)_attributes.DeepClone();
            if (withPan)
            {
                shown["pan"] = Pan;
            }

            return new JsonObject
            {
                ["id"] = Id,
                ["type"] = "cards",
                ["attributes"] = shown,
            };
        }
    }

    /// <summary>The services of the card, as resources of their own: network token and subscription, where it has them.</summary>
    public JsonArray Services()
    {
        var services = new JsonArray();
        if (NetworkToken is { } token)
        {
            services.Add(token.Resource(Expiry()));
        }

        if (Volatile.Read(ref _subscription) is { } subscription)
        {
            services.Add(subscription.Resource());
        }

        return services;
    }

    /// <summary>Month and two-digit year of expiry.</summary>
    public (int Month, int Year) Expiry()
    {
        lock (_gate)
        {
            return (_attributes["exp_month"]!.GetValue<int>(), _attributes["exp_year"]!.GetValue<int>());
        }
    }

    /// <summary>Equal for the same number in the same vault, and no way back to the number.</summary>
    private static string ComputeFingerprint(string vaultId, string pan) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{vaultId}:{pan}")).AsSpan(0, 16));

    // PCI DSS 3.3.1: a verification code is not stored; an alias stands for it.
    private void Set(JsonObject given)
    {
        foreach (var (name, value) in given)
        {
            if (string.Equals(name, "cvc", StringComparison.Ordinal))
            {
                _attributes["cvc_status"] = "active";
                _attributes["cvc_alias"] = Identifier.CreateAlias();
            }
            else if (value is not null && Kept.Contains(name, StringComparer.Ordinal))
            {
                _attributes[name] = value.DeepClone();
            }
        }
    }
}
