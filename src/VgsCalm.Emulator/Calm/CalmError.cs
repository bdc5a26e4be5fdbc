namespace VgsCalm.Emulator.Calm;

/// <summary>One entry of a CALM error.</summary>
/// <param name="Code">For example <c>validation-failed</c>.</param>
/// <param name="Detail">What is wrong, and in which field.</param>
internal sealed record CalmError(string Code, string Detail);
