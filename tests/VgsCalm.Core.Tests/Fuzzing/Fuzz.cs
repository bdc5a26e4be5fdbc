using System.Globalization;
using CsCheck;

namespace VgsCalm.Core.Tests.Fuzzing;

/// <summary>
/// Tries a property on arbitrary input: a few hundred pieces of it, or for as many seconds as the environment variable
/// VGSCALM_FUZZ_SECONDS says. What fails is shrunk, and printed with the seed that repeats it (CsCheck_Seed).
/// </summary>
internal static class Fuzz
{
    private const int Iterations = 2000;
    private static readonly int Seconds = int.TryParse(
        Environment.GetEnvironmentVariable("VGSCALM_FUZZ_SECONDS"),
        NumberStyles.None,
        CultureInfo.InvariantCulture,
        out var seconds
    )
        ? seconds
        : 0;

    /// <summary>Text as it comes: of a few characters that mean something, and of any.</summary>
    public static Gen<string> TextOf(string characters, int longest = 40) =>
        Gen.OneOf(Gen.String[Gen.Char[characters], 0, longest], Gen.String[0, longest]);

    /// <summary>One of these.</summary>
    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    public static void Always<T1, T2>(Gen<(T1, T2)> input, Action<T1, T2> property) =>
        Always<(T1, T2)>(input, i => property(i.Item1, i.Item2));

    public static void Always<T1, T2, T3>(Gen<(T1, T2, T3)> input, Action<T1, T2, T3> property) =>
        Always<(T1, T2, T3)>(input, i => property(i.Item1, i.Item2, i.Item3));

    public static void Always<T1, T2, T3, T4>(Gen<(T1, T2, T3, T4)> input, Action<T1, T2, T3, T4> property) =>
        Always<(T1, T2, T3, T4)>(input, i => property(i.Item1, i.Item2, i.Item3, i.Item4));

    public static void Always<T1, T2, T3, T4, T5>(
        Gen<(T1, T2, T3, T4, T5)> input,
        Action<T1, T2, T3, T4, T5> property
    ) => Always<(T1, T2, T3, T4, T5)>(input, i => property(i.Item1, i.Item2, i.Item3, i.Item4, i.Item5));

    /// <summary>The property holds for every value.</summary>
    public static void Always<T>(Gen<T> input, Action<T> property) =>
        input.Sample(property, iter: Seconds > 0 ? -1 : Iterations, time: Seconds > 0 ? Seconds : -1, threads: 2);

    /// <summary>It ends well or with an error of ours, and with nothing else.</summary>
    /// <returns>The error; null where it ended well.</returns>
    public static VgsApiException? OursOrNone(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (VgsApiException ours)
        {
            return ours;
        }
    }
}
