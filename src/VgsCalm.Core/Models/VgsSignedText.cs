namespace VgsCalm;

/// <summary>What a webhook's signature is of.</summary>
public enum VgsSignedText
{
    /// <summary>The time, a full stop, and the body: VGS's documentation.</summary>
    TimeAndBody,

    /// <summary>The body alone. The time is not signed then, and an old webhook can be sent again with a new one.</summary>
    Body,
}
