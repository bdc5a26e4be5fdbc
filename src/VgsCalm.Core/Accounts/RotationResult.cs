namespace VgsCalm.Accounts;

/// <summary>How a rotation ended.</summary>
/// <param name="Successor">
/// The successor, where it is in force or may be: with a failure beside it, the store may have its credential.
/// </param>
/// <param name="Failure">Why it is not in force; null when all went well.</param>
internal sealed record RotationResult(ServiceAccount? Successor, VgsApiException? Failure);
