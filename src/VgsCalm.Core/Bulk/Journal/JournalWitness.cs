namespace VgsCalm.Bulk.Journal;

/// <summary>
/// Tells whether another program has cut off a journal that is written, as one that rotates logs does. The next line goes to where the last
/// one ended, whatever is before it, so that the length alone says nothing: a byte that was there is looked at again. To look before each
/// line would take as long as to write it. Whoever uses it holds the file's gate.
/// </summary>
internal sealed class JournalWitness(FileStream file)
{
    private long _at = -1;
    private int _byte;

    /// <summary>Whether the file has what it had the last time, and all of its lines.</summary>
    /// <param name="end">Where its last line ended.</param>
    public bool IsWhole(long end)
    {
        if (file.Length < end || (_at >= 0 && Read(_at) != _byte))
        {
            return false;
        }

        _at = end - 1;
        _byte = _at < 0 ? 0 : Read(_at);
        return true;
    }

    /// <summary>The journal itself changes what is before its end.</summary>
    public void Forget() => _at = -1;

    private int Read(long at)
    {
        file.Seek(at, SeekOrigin.Begin);
        return file.ReadByte();
    }
}
