namespace VgsCalm.Bulk.Journal;

/// <summary>
/// Where in the journal each row's last record is, and its state: eight bytes a row, in chunks, so that growth copies
/// nothing.
/// </summary>
internal sealed class RowIndex
{
    private const int ChunkBits = 16;
    private const int StateBits = 4;

    private readonly List<long[]> _chunks = [];

    /// <summary>The highest row known; 0 where there is none.</summary>
    public long Last { get; private set; }

    public void Set(long row, EnrolmentState state, long offset)
    {
        var chunk = (int)((row - 1) >> ChunkBits);
        while (_chunks.Count <= chunk)
        {
            _chunks.Add(new long[1 << ChunkBits]);
        }

        // Offset 0 is the header's, so a row that was never set is 0 altogether.
        _chunks[chunk][(row - 1) & ((1 << ChunkBits) - 1)] = (offset << StateBits) | (byte)state;
        if (row > Last)
        {
            Last = row;
        }
    }

    public EnrolmentState StateOf(long row) =>
        row > Last ? EnrolmentState.Withdrawn : (EnrolmentState)(Entry(row) & ((1 << StateBits) - 1));

    /// <summary>Offset of the row's last record; 0 where it has none.</summary>
    public long OffsetOf(long row) => row > Last ? 0 : Entry(row) >> StateBits;

    private long Entry(long row) => _chunks[(int)((row - 1) >> ChunkBits)][(row - 1) & ((1 << ChunkBits) - 1)];
}
