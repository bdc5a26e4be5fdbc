namespace VgsCalm.Benchmarks.Stub;

/// <summary>Where the stub listens.</summary>
/// <param name="Http">Address with HTTP/1.1.</param>
/// <param name="Https">Address with TLS, and HTTP/1.1 or HTTP/2 as the client asks.</param>
/// <param name="Certificate">Its certificate, as DER in base64.</param>
internal sealed record StubAddress(string Http, string Https, string Certificate);
