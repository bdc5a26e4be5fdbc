using System.Runtime.InteropServices;
using System.Text;
using static VgsCalm.Redaction.Ascii;

namespace VgsCalm.Redaction;

/// <summary>
/// Masks card numbers whose groups are separated in other ways than people usually write them: by two blanks, a comma, a colon, a dot in
/// the middle, signs that cannot be seen. Groups that are no card's stay: a time, a list of amounts.
/// </summary>
internal static class GroupedDigits
{
    private const int MaxSeparatorLength = 4;

    public static string Mask(string text)
    {
        StringBuilder? masked = null;
        var copied = 0;
        foreach (var sequence in Sequences(text))
        {
            for (var first = 0; first < sequence.Count; first++)
            {
                var last = LastOfNumber(text, sequence, first);
                if (last <= first)
                {
                    continue;
                }

                masked ??= new StringBuilder(text.Length);
                masked.Append(text, copied, sequence[first].Start - copied);
                masked.Append(CardNumberText.MaskDigits(DigitsOf(text, sequence, first, last)));
                copied = sequence[last].End;
                first = last;
            }
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    // Groups of digits with short separators between them.
    private static IEnumerable<List<Group>> Sequences(string text)
    {
        var sequence = new List<Group>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsDigit(text[at]))
            {
                continue;
            }

            var start = at;
            while (at + 1 < text.Length && IsDigit(text[at + 1]))
            {
                at++;
            }

            if (sequence.Count > 0 && !IsSeparator(text, sequence[sequence.Count - 1].End, start))
            {
                yield return sequence;
                sequence = [];
            }

            sequence.Add(new Group(start, at + 1));
        }

        yield return sequence;
    }

    private static bool IsSeparator(string text, int from, int to)
    {
        if (to - from > MaxSeparatorLength)
        {
            return false;
        }

        for (var i = from; i < to; i++)
        {
            // A mask has several stars; % and &# begin escapes.
            var before = i > from ? text[i - 1] : default;
            if (char.IsLetterOrDigit(text[i]) || text[i] == '%' || (before, text[i]) is ('*', '*') or ('&', '#'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The last group of a card number that begins at group <paramref name="first"/>; -1 where none begins there.</summary>
    private static int LastOfNumber(string text, List<Group> groups, int first)
    {
        var (valid, grouped) = (-1, -1);
        var length = 0;
        for (var last = first; last < groups.Count; last++)
        {
            length += groups[last].Length;
            if (length > CardNumberRules.MaxDigits)
            {
                break;
            }

            if (length >= CardNumberRules.MinDigits)
            {
                valid = CardNumberRules.IsValid(DigitsOf(text, groups, first, last)) ? last : valid;
                grouped = IsGroupedAsOnCards(groups, first, last) ? last : grouped;
            }
        }

        return valid > first ? valid : grouped;
    }

    // 4-4-4-4 and 4-6-5, with the last group shorter or longer.
    private static bool IsGroupedAsOnCards(List<Group> groups, int first, int last)
    {
        if (last - first < 2 || groups[first].Length != 4)
        {
            return false;
        }

        for (var i = first + 1; i < last; i++)
        {
            if (groups[i].Length is < 4 or > 6)
            {
                return false;
            }
        }

        return true;
    }

    private static string DigitsOf(string text, List<Group> groups, int first, int last)
    {
        var digits = new StringBuilder(CardNumberRules.MaxDigits);
        for (var i = first; i <= last; i++)
        {
            digits.Append(text, groups[i].Start, groups[i].Length);
        }

        return digits.ToString();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Group(int Start, int End)
    {
        public int Length => End - Start;
    }
}
