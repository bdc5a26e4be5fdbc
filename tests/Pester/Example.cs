namespace VgsCalm.Pester;

/// <summary>What became of one example of the suite.</summary>
/// <param name="File">The file that it is in.</param>
/// <param name="Name">Its blocks and itself, from the outside in.</param>
/// <param name="Result">What Pester says of it: Passed, Failed, Skipped and the like.</param>
/// <param name="Problem">Why it did not pass, and where.</param>
public sealed record Example(string File, string Name, string Result, string Problem);
