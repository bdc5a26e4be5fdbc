namespace VgsCalm.LeakMutants;

/// <summary>
/// What the rewritten copy of the module asks at each piece of redaction: whether that piece is taken out at the moment.
/// </summary>
public static class RedactionSwitch
{
    private const int Most = 1000;
    private static readonly bool[] Out = new bool[Most];
    private static readonly bool[] Reached = new bool[Most];
    private static readonly bool[] Mattered = new bool[Most];

    /// <summary>Called by the copy at a piece that makes a text or an answer another one.</summary>
    public static T Choose<T>(T unredacted, T redacted, int piece)
    {
        Reached[piece] = true;
        if (!EqualityComparer<T>.Default.Equals(unredacted, redacted))
        {
            Mattered[piece] = true;
        }

        return Out[piece] ? unredacted : redacted;
    }

    /// <summary>Called by the copy where a whole method is a piece.</summary>
    public static bool IsOut(int piece)
    {
        Reached[piece] = Mattered[piece] = true;
        return Out[piece];
    }

    /// <summary>Takes these pieces out, and puts all others in.</summary>
    internal static void TakeOut(params IEnumerable<Piece> pieces)
    {
        Array.Clear(Out);
        foreach (var piece in pieces)
        {
            Out[piece.Number] = true;
        }
    }

    /// <summary>Begins to note anew which pieces are reached.</summary>
    internal static void Forget()
    {
        Array.Clear(Reached);
        Array.Clear(Mattered);
    }

    /// <summary>Whether the piece was come to.</summary>
    internal static bool WasReached(Piece piece) => Reached[piece.Number];

    /// <summary>Whether it had something to hide there: only then its lack can be seen.</summary>
    internal static bool HasMattered(Piece piece) => Mattered[piece.Number];
}
