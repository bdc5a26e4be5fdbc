namespace VgsCalm.Formats.Csv;

/// <summary>What can be wrong with a record as text.</summary>
internal enum CsvProblem
{
    None,

    /// <summary>A quotation mark is opened and never closed.</summary>
    OpenQuote,

    /// <summary>There is text before or after a quoted value.</summary>
    StrayQuote,

    /// <summary>The record is longer than <see cref="CsvReader.MaxRecord"/>.</summary>
    TooLong,

    /// <summary>The record has no end in sight. It is the last one.</summary>
    Endless,

    /// <summary>So many quotation marks are unpaired that the file cannot be read in reasonable time. It is the last one.</summary>
    Unpaired,
}
