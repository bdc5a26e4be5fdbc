namespace VgsCalm.Emulator.Http;

/// <summary>
/// The calls of one API. The emulator routes by itself, without ASP.NET's minimal APIs, since a fault must be able to take
/// an answer apart after it was made: an <see cref="Answer"/> is a value until the pipeline writes it.
/// </summary>
internal sealed class RouteTable(params Route[] routes)
{
    /// <summary>The call; null with the answer to give when there is none (404, or 405 with the methods that there are).</summary>
    public Route? Find(Exchange exchange, out Answer refusal)
    {
        var path = exchange.Segments.AsSpan(1);
        var allow = "";
        foreach (var route in routes)
        {
            if (!route.Matches(path))
            {
                continue;
            }

            if (string.Equals(route.Method, exchange.Method, StringComparison.Ordinal))
            {
                refusal = Answer.Empty(StatusCodes.Status404NotFound);
                return route;
            }

            allow += allow.Length == 0 ? route.Method : ", " + route.Method;
        }

        refusal = allow.Length == 0 ? ApiErrors.NoSuchPath(exchange) : ApiErrors.MethodNotAllowed(exchange, allow);
        return null;
    }
}
