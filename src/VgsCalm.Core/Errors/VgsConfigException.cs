namespace VgsCalm;

/// <summary>A service-account configuration that cannot be used, with the place in the file.</summary>
public sealed class VgsConfigException : VgsApiException
{
    internal VgsConfigException(string problem, string? file = null, int line = 0, int column = 0, string? field = null)
        : base(VgsErrorId.ConfigInvalid, Describe(problem, file, line, column, field), file ?? field)
    {
        File = file;
        Line = line;
        Column = column;
        Field = field;
        RecommendedAction = "Correct the configuration and try again.";
    }

    /// <summary>The file's path; null where the configuration did not come from a file.</summary>
    public string? File { get; }

    /// <summary>Line of the problem, from 1; 0 where there is no text.</summary>
    public int Line { get; }

    /// <summary>Column of the problem, from 1; 0 where there is no text.</summary>
    public int Column { get; }

    /// <summary>The field concerned, such as <c>data.scopes[1].name</c>; null where it is the whole text.</summary>
    public string? Field { get; }

    private static string Describe(string problem, string? file, int line, int column, string? field)
    {
        var place = file is null ? "" : $"'{file}'";
        if (line > 0)
        {
            place += $"{(place.Length > 0 ? ", " : "")}line {line}, column {column}";
        }

        if (field is not null)
        {
            place += $"{(place.Length > 0 ? ", " : "")}field {field}";
        }

        return place.Length == 0
            ? $"The service-account configuration is not valid: {problem}"
            : $"The service-account configuration is not valid ({place}): {problem}";
    }
}
