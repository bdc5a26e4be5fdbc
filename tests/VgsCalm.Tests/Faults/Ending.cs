namespace VgsCalm.Tests.Faults;

/// <summary>How a command ends.</summary>
/// <param name="Id">The error's id; null where it succeeds.</param>
/// <param name="Requests">How many requests arrive; <see cref="EveryTry"/> for as many as the command makes.</param>
internal sealed record Ending(string? Id, int Requests = 1)
{
    public const int EveryTry = -1;
}
