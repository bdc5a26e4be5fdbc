namespace VgsCalm.Tests.Faults;

/// <summary>What of a success without the promised JSON a command is content with.</summary>
internal enum Contentment
{
    /// <summary>It needs its model.</summary>
    Model,

    /// <summary>It needs its model, or no body at all.</summary>
    Nothing,

    /// <summary>Any success will do that is no page, as a gateway's is.</summary>
    NoPage,

    /// <summary>Any success will do.</summary>
    Anything,
}
