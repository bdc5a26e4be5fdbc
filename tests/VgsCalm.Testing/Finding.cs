namespace VgsCalm.Testing;

/// <summary>What must hold, whether it does, and what was seen.</summary>
public sealed record Finding(string Claim, bool Holds, string Evidence);
