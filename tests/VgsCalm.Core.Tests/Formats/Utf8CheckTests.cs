using System.Text;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>UTF-8 is known whatever the blocks are that it comes in.</summary>
public sealed class Utf8CheckTests
{
    public static TheoryData<byte[], bool> Texts =>
        new()
        {
            { Encoding.UTF8.GetBytes("Jos\u00e9"), true },
            { Encoding.UTF8.GetBytes("\u0141ukasz \u20ac \ud83d\ude00"), true },
            { Encoding.UTF8.GetBytes("Jane"), false },
            { [], false },
            { Encoding.Latin1.GetBytes("Jos\u00e9"), false },
            { Encoding.Latin1.GetBytes("\u00c3\u00a9 and \u00e9 "), false },
            { Encoding.UTF8.GetBytes("\u00e9 Jos\u00e9")[..^1], false },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Valid_text_beyond_ASCII_is_UTF_8_in_blocks_of_any_length(byte[] text, bool isUtf8)
    {
        for (var block = 1; block <= text.Length + 1; block++)
        {
            var check = new Utf8Check();
            for (var start = 0; start < text.Length; start += block)
            {
                check.Add(text, start, Math.Min(block, text.Length - start), isEnd: false);
            }

            check.Add(text, 0, 0, isEnd: true);

            Assert.Equal(isUtf8, check.IsUtf8);
        }
    }
}
