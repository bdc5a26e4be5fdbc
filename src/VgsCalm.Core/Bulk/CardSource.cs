namespace VgsCalm.Bulk;

/// <summary>Where rows come from, as far as errors need to know it.</summary>
internal sealed class CardSource
{
    private readonly string _subject;
    private readonly string _target;

    private CardSource(string subject, string target)
    {
        _subject = subject;
        _target = target;
    }

    /// <summary>Objects from the pipeline.</summary>
    public static CardSource Pipeline { get; } = new("The input from the pipeline", "InputObject");

    /// <summary>One object from the pipeline.</summary>
    /// <param name="row">Its position in the input, from 1.</param>
    public static CardSource PipelineRow(long row) => new($"Row {row} from the pipeline", "InputObject");

    public static CardSource File(string path) => new($"The file '{path}'", path);

    /// <summary>The error of an input that cannot be used.</summary>
    /// <param name="problem">What is wrong, beginning with a verb.</param>
    /// <param name="action">What to do next.</param>
    /// <param name="field">The field concerned; null where it is the whole input.</param>
    public VgsApiException Fault(string problem, string action, string? field = null) =>
        new(VgsErrorId.CardInvalid, $"{_subject} {problem}.", _target) { Code = field, RecommendedAction = action };
}
