namespace VgsCalm.Bulk;

/// <summary>How many lines a file has. Its rows may be fewer, where a field has a line break in it: good enough for progress.</summary>
internal static class LineCount
{
    private const int BlockBytes = 65536;

    /// <summary>Reads the file to its end, and goes back to its beginning.</summary>
    public static long Count(Stream file)
    {
        var block = new byte[BlockBytes];
        long lines = 0;
        var last = (byte)'\n';
        for (int read; (read = file.Read(block, 0, block.Length)) > 0; last = block[read - 1])
        {
            for (var at = 0; at < read; at++)
            {
                if (block[at] == '\n')
                {
                    lines++;
                }
            }
        }

        file.Position = 0;
        return last == '\n' ? lines : lines + 1;
    }
}
