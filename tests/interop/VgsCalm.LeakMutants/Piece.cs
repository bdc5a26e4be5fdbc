namespace VgsCalm.LeakMutants;

/// <summary>A place of the module that keeps something from being shown.</summary>
/// <param name="Number">From 1, in the order in which they are found.</param>
/// <param name="Name">Where it is, what is called there and, where that is a property, what for.</param>
internal sealed record Piece(int Number, string Name)
{
    public override string ToString() => Name;
}
