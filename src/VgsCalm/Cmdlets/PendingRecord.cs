namespace VgsCalm.Cmdlets;

/// <summary>A record whose request is under way, or whose result waits for its turn.</summary>
/// <param name="Target">What an error of it names.</param>
/// <param name="Task">Its request.</param>
/// <param name="Write">Writes its result, on the pipeline's thread.</param>
/// <param name="Made">Tells a result that nothing takes any more; null where the request makes nothing.</param>
/// <param name="Kept">What the command was handed, and gives on only with the result; null where nobody needs it again.</param>
internal sealed record PendingRecord(
    string? Target,
    Task Task,
    Action Write,
    Func<string>? Made = null,
    string? Kept = null
);
