namespace VgsCalm.Auth.SignIn;

/// <summary>What a browser brought back: a code, or the reason why there is none.</summary>
/// <param name="Code">The authorization code; null where the server refused.</param>
/// <param name="Error">The server's error code; null where there is a code.</param>
/// <param name="ErrorDescription">The server's explanation.</param>
internal sealed record CallbackAnswer(string? Code, string? Error, string? ErrorDescription);
