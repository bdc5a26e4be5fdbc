namespace VgsCalm.Cmdlets;

/// <summary>
/// Warns of a file that is read in the encoding of -Encoding and is UTF-8 in truth; once a file, however often it is read.
/// </summary>
/// <param name="write">Writes the warning. It may be called on any thread.</param>
internal sealed class EncodingWarning(Action<string> write)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public void Tell(string file, string encoding)
    {
        lock (_told)
        {
            if (!_told.Add(file))
            {
                return;
            }
        }

        write(
            $"'{file}' is read as {encoding}, as -Encoding says, and is UTF-8 to its last byte: letters beyond ASCII are sent as two or "
                + "three wrong ones each. Leave -Encoding out, and it is read as UTF-8."
        );
    }
}
