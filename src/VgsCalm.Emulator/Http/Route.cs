namespace VgsCalm.Emulator.Http;

/// <summary>One call of an API.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">The path behind the API's own part, <c>*</c> for an id: <c>cards/*</c>.</param>
/// <param name="scope">The scope that the token must have; null where another rule decides.</param>
/// <param name="handle">Carries the call out.</param>
internal sealed class Route(string method, string path, string? scope, Func<Exchange, ValueTask<Answer>> handle)
{
    private readonly string[] _parts = path.Split('/');

    public Route(string method, string path, string? scope, Func<Exchange, Answer> handle)
        : this(method, path, scope, exchange => new ValueTask<Answer>(handle(exchange))) { }

    public string Method => method;

    public string? Scope => scope;

    public ValueTask<Answer> HandleAsync(Exchange exchange) => handle(exchange);

    public bool Matches(ReadOnlySpan<string> segments)
    {
        if (segments.Length != _parts.Length)
        {
            return false;
        }

        for (var at = 0; at < segments.Length; at++)
        {
            if (_parts[at] is not "*" && !string.Equals(_parts[at], segments[at], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
