namespace VgsCalm.Accounts;

/// <summary>A handover that failed.</summary>
/// <param name="Error">What failed, and which account the store and the organization have now.</param>
/// <param name="IsSuccessorKept">True when the store may hold the successor's credential, so that it was not removed.</param>
internal sealed record FailedHandover(VgsApiException Error, bool IsSuccessorKept);
