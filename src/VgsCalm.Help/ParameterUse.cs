namespace VgsCalm.Help;

/// <summary>How one parameter set uses a parameter.</summary>
internal sealed record ParameterUse(string Set, string Position, bool IsRequired, string Pipeline)
{
    public static ParameterUse Read(Dictionary<string, string> facts)
    {
        var ways = (facts["ValueFromPipeline"], facts["ValueFromPipelineByPropertyName"]) switch
        {
            ("true", "true") => "True (ByValue, ByPropertyName)",
            ("true", _) => "True (ByValue)",
            (_, "true") => "True (ByPropertyName)",
            _ => "False",
        };
        return new ParameterUse(facts["Name"], facts["Position"], facts["IsRequired"] == "true", ways);
    }
}
