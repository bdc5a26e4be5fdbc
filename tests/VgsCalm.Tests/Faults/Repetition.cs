namespace VgsCalm.Tests.Faults;

/// <summary>How a request may be repeated: the contract's retry rules know these three kinds.</summary>
internal enum Repetition
{
    /// <summary>GET and DELETE: whatever became of the first try.</summary>
    Always,

    /// <summary>POST: only where the service cannot have acted.</summary>
    WhenNotCarriedOut,

    /// <summary>A token request: it changes nothing.</summary>
    OfTokenRequest,
}
