namespace VgsCalm.LeakMutants;

/// <summary>What stands behind a piece.</summary>
/// <param name="Why">What it does, in words that fit «and without …».</param>
/// <param name="Names">The names of those pieces.</param>
internal sealed record SecondGuard(string Why, params string[] Names)
{
    public override string ToString() => Why;
}
