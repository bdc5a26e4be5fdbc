namespace VgsCalm.Http.Retry;

/// <summary>Told that requests wait because the service asked for a pause.</summary>
/// <param name="wait">How long it is still.</param>
/// <param name="until">When it ends.</param>
internal delegate void HeldBack(TimeSpan wait, DateTimeOffset until);
