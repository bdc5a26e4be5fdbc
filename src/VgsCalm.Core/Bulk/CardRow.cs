using VgsCalm.Cards;

namespace VgsCalm.Bulk;

/// <summary>A row of the input as it was given, unchecked. What is missing is null.</summary>
internal sealed class CardRow
{
    /// <summary>Cardholder's name.</summary>
    public string? Name { get; init; }

    /// <summary>Card number or alias. It is sent, and written nowhere.</summary>
    public string? Number { get; init; }

    /// <summary>Month of expiry.</summary>
    public string? ExpMonth { get; init; }

    /// <summary>Year of expiry, two or four digits.</summary>
    public string? ExpYear { get; init; }

    /// <summary>The merchant (MC…).</summary>
    public string? MerchantId { get; init; }

    /// <summary>Name of a sub-merchant.</summary>
    public string? SubMerchantName { get; init; }

    /// <summary>The sub-merchant's id at its acquirer.</summary>
    public string? SubMerchantMid { get; init; }

    /// <summary>The caller's own reference; never sent.</summary>
    public string? Reference { get; init; }

    /// <summary>Capabilities to enrol for.</summary>
    public string[]? Capability { get; init; }

    /// <summary>Billing address, under any spelling of its fields.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>>? BillingAddress { get; init; }

    /// <summary>
    /// What is wrong with the row as text (bytes that are no UTF-8, an open quote), in words that fit «was not sent: …»;
    /// null where nothing is.
    /// </summary>
    public string? Problem { get; init; }
}
