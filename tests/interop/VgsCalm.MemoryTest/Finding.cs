namespace VgsCalm.MemoryTest;

/// <summary>What must hold, and whether it does.</summary>
internal sealed record Finding(string Claim, bool Holds, string Evidence);
