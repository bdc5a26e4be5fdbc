namespace VgsCalm.Formats.Csv;

/// <summary>The file that is being read, as far as errors need to know it.</summary>
internal sealed class CardSource(string file)
{
    internal VgsApiException Fault(string problem, string action, string? field = null) =>
        new(VgsErrorId.CardInvalid, $"The file '{file}' {problem}.", file) { Code = field, RecommendedAction = action };
}
