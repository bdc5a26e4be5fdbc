namespace VgsCalm.Soak;

/// <summary>What must hold, whether it does, and the figures either way.</summary>
internal sealed record Finding(string Claim, bool Holds, string Figures);
