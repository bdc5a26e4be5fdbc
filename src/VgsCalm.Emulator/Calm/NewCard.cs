namespace VgsCalm.Emulator.Calm;

/// <summary>The fields of POST /cards and POST /card-check after they passed all checks.</summary>
internal sealed record NewCard(string Name, string Number, int ExpMonth, int ExpYear)
{
    public string[] Capabilities { get; init; } = [];

    /// <summary>The address as JSON, echoed as it came.</summary>
    public string? BillingAddress { get; init; }

    /// <summary>The merchant as JSON, echoed as it came.</summary>
    public string? Merchant { get; init; }

    /// <summary>The merchant's id where the body names one.</summary>
    public string? MerchantId { get; init; }
}
