using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>CALM V1: finds the call, checks token, scope, vault, media type and merchant, and hands over.</summary>
internal static class CalmApi
{
    private static readonly RouteTable Routes = new(
        new("POST", "cards", "cards:write", CardsResource.EnrolAsync),
        new("GET", "cards/*", "cards:read", CardsResource.Get),
        new("POST", "card-check", "cards:write", CardsResource.CheckAsync),
        new("POST", "network-tokens", "network-tokens:write", NetworkTokensResource.CreateAsync),
        new("GET", "network-tokens/*", "network-tokens:read", NetworkTokensResource.Get),
        new("DELETE", "network-tokens/*", "network-tokens:write", NetworkTokensResource.Delete),
        new("POST", "merchants", "merchants:write", MerchantsResource.CreateAsync)
    );

    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Authenticate())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (Routes.Find(exchange, out var refusal) is not { } route)
        {
            return refusal;
        }

        if (route.Scope is { } scope && !exchange.HasScope(scope))
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
            && !exchange.State.Merchants.Knows(merchant.ToString())
        )
        {
            return CalmErrors.MerchantNotFound();
        }

        return await route.HandleAsync(exchange);
    }
}
