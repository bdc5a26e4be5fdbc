namespace VgsCalm.KillTest;

/// <summary>What must hold after all the kills, and whether it does.</summary>
internal sealed record Finding(string Claim, bool Holds, string Evidence);
