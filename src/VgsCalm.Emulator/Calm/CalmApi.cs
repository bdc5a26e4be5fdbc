using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>CALM V1: admits the token, checks the scope, and hands over to the resource that the path names.</summary>
internal static class CalmApi
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Admit())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        var (allow, scope) = Rule(exchange);
        if (allow is null)
        {
            return ApiErrors.NoSuchPath(exchange);
        }

        if (scope is null)
        {
            return ApiErrors.MethodNotAllowed(exchange, allow);
        }

        if (!exchange.HasScope(scope))
        {
            return ApiErrors.ScopeMissing(exchange, scope);
        }

        if (exchange.Caller.VaultId is null)
        {
            return ApiErrors.Forbidden(
                exchange,
                "The service account is bound to no vault: it lacks the annotation vgs.io/vault-id."
            );
        }

        if (HttpMethods.IsPost(exchange.Method) && !exchange.HasContentType(Answer.JsonType))
        {
            return CalmErrors.UnsupportedMediaType();
        }

        if (
            exchange.Http.Request.Headers.TryGetValue("Calm-Merchant", out var merchant)
            && !exchange.World.Merchants.Knows(merchant.ToString())
        )
        {
            return CalmErrors.MerchantNotFound();
        }

        return exchange.Segments.AsSpan(1) switch
        {
            ["cards"] => await CardsResource.EnrolAsync(exchange),
            ["cards", var id] => CardsResource.Get(exchange, id),
            ["card-check"] => await CardsResource.CheckAsync(exchange),
            ["network-tokens"] => await NetworkTokensResource.CreateAsync(exchange),
            ["network-tokens", var alias] when HttpMethods.IsDelete(exchange.Method) => NetworkTokensResource.Delete(
                exchange,
                alias
            ),
            ["network-tokens", var alias] => NetworkTokensResource.Get(exchange, alias),
            _ => await MerchantsResource.CreateAsync(exchange),
        };
    }

    /// <summary>The methods that the path takes (null: no such path), and the scope that this one needs (null: not taken).</summary>
    private static (string? Allow, string? Scope) Rule(Exchange exchange) =>
        exchange.Segments.AsSpan(1) switch
        {
            ["cards"] => ("POST", On(exchange, "POST", "cards:write")),
            ["cards", _] => ("GET", On(exchange, "GET", "cards:read")),
            ["card-check"] => ("POST", On(exchange, "POST", "cards:write")),
            ["network-tokens"] => ("POST", On(exchange, "POST", "network-tokens:write")),
            ["network-tokens", _] => (
                "GET, DELETE",
                On(exchange, "GET", "network-tokens:read") ?? On(exchange, "DELETE", "network-tokens:write")
            ),
            ["merchants"] => ("POST", On(exchange, "POST", "merchants:write")),
            _ => (null, null),
        };

    private static string? On(Exchange exchange, string method, string scope) =>
        string.Equals(exchange.Method, method, StringComparison.Ordinal) ? scope : null;
}
