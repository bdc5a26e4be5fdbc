namespace VgsCalm.Emulator.Auth;

/// <summary>A scope of a service account. An optional one is in a token only when the token request names it.</summary>
/// <param name="Name">For example <c>cards:write</c>.</param>
/// <param name="Optional">Whether it must be asked for.</param>
public sealed record GrantedScope(string Name, bool Optional = false);
