using System.Text;
using VgsCalm.Bulk;
using VgsCalm.Formats.Csv;

namespace VgsCalm.Core.Tests.Formats;

/// <summary>Short ways to read CSV in tests.</summary>
internal static class Csv
{
    public const string File = "new-cards.csv";
    public const string Header = "Name,Number,ExpMonth,ExpYear";
    public const string Number = "5415775831611962";

    public static CardRow[] Read(string text, params (string Ours, string Theirs)[] map) =>
        Read(Encoding.UTF8.GetBytes(text), map);

    public static CardRow[] Read(byte[] bytes, params (string Ours, string Theirs)[] map)
    {
        using var stream = new MemoryStream(bytes);
        return Read(stream, map);
    }

    public static CardRow[] Read(Stream stream, params (string Ours, string Theirs)[] map) =>
        [
            .. CardCsv.Read(
                stream,
                File,
                map.Length == 0
                    ? null
                    : map.ToDictionary(pair => pair.Ours, pair => pair.Theirs, StringComparer.Ordinal)
            ),
        ];

    public static CardRow[] Rows(params string[] lines) => Read(string.Join('\n', [Header, .. lines]));

    /// <summary>The error of a file that cannot be used. It is an error of the card kind, names the file and says what to do.</summary>
    public static VgsApiException Refused(string text, params (string Ours, string Theirs)[] map) =>
        Refused(Encoding.UTF8.GetBytes(text), map);

    public static VgsApiException Refused(byte[] bytes, params (string Ours, string Theirs)[] map)
    {
        using var stream = new MemoryStream(bytes);
        return Refused(stream, map);
    }

    public static VgsApiException Refused(Stream stream, params (string Ours, string Theirs)[] map)
    {
        var error = Assert.Throws<VgsApiException>(() => Read(stream, map));
        Assert.Equal(VgsErrorId.CardInvalid, error.Id);
        Assert.Equal(File, error.Target);
        Assert.Contains(File, error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.RecommendedAction));
        return error;
    }

    public static void Same<T>(T[] expected, IEnumerable<T> actual) => Assert.Equal(expected.AsEnumerable(), actual);

    /// <summary>All of a row, to compare.</summary>
    public static string Show(this CardRow row) =>
        string.Join(
            '|',
            row.Name,
            row.Number,
            row.ExpMonth,
            row.ExpYear,
            row.MerchantId,
            row.SubMerchantName,
            row.SubMerchantMid,
            row.Reference,
            string.Join('+', row.Capability ?? []),
            string.Join('+', (row.BillingAddress ?? []).Select(field => $"{field.Key}={field.Value}")),
            row.Problem
        );
}
