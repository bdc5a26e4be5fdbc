using System.Collections;
using System.Management.Automation.Language;

namespace VgsCalm.Binding;

/// <summary>Offers the encodings that Import-Csv names; the system knows others.</summary>
internal sealed class EncodingCompleter : OfferedWordCompleter
{
    protected override IEnumerable<string> FindWords(string typed, CommandAst command, IDictionary boundParameters) =>
        ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf32", "utf8"];
}
