using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>CMP: admits the token, finds the call, checks scope and media type, and hands over.</summary>
/// <remarks>Which scope a call needs is documented for some calls only; the rest follows their pattern.</remarks>
internal static class CmpApi
{
    private static readonly RouteTable Routes = new(
        new("POST", "cards", "cards:write", CreateAsync),
        new("GET", "cards/*", "cards:read", OnCard(CmpCards.Get)),
        new("PATCH", "cards/*", "cards:write", OnCard(CmpCards.Change, needsBody: true)),
        new("DELETE", "cards/*", "cards:write", OnCard(CmpCards.Delete)),
        new("POST", "cards/*/card-update-subscriptions", "cards:write", OnCard(CmpCardServices.Subscribe)),
        new("DELETE", "cards/*/card-update-subscriptions", "cards:write", OnCard(CmpCardServices.Unsubscribe)),
        new("POST", "cards/*/check", "cards:write", OnCard(CmpCardServices.Check)),
        new("POST", "cards/*/network-tokens", "network-tokens:write", OnCard(CmpCardServices.AddNetworkToken)),
        new("DELETE", "cards/*/network-tokens", "network-tokens:write", OnCard(CmpCardServices.RemoveNetworkToken)),
        new("POST", "cards/*/cryptogram", "network-tokens:write", OnCard(CmpCardServices.Cryptogram)),
        new("POST", "cards/*/validations", "account-validations:write", OnCard(CmpCardServices.Validate))
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

        return exchange.Caller.VaultId is null
            ? ApiErrors.Forbidden(exchange, "The service account is bound to no vault.")
            : await route.HandleAsync(exchange);
    }

    private static ValueTask<Answer> CreateAsync(Exchange exchange) =>
        HandleAsync(exchange, needsBody: true, attributes => CmpCards.Create(exchange, attributes));

    private static Func<Exchange, ValueTask<Answer>> OnCard(CmpCardAction act, bool needsBody = false) =>
        exchange =>
            HandleAsync(
                exchange,
                needsBody,
                attributes =>
                    exchange.State.CmpCards.Find(exchange.Caller.VaultId!, exchange.Segments[2]) is { } card
                        ? act(exchange, card, attributes)
                        : CmpErrors.CardNotFound(exchange)
            );

    private static async ValueTask<Answer> HandleAsync(
        Exchange exchange,
        bool needsBody,
        Func<JsonObject, Answer> handle
    )
    {
        if ((needsBody || exchange.HasBody) && !exchange.HasContentType(Answer.JsonApiType))
        {
            return CmpErrors.Make(
                exchange,
                415,
                "unsupported-media-type",
                $"Content-Type must be {Answer.JsonApiType}."
            );
        }

        var attributes = exchange.Method is "POST" or "PATCH" ? await CmpAttributes.ReadAsync(exchange, needsBody) : [];
        return attributes is null
            ? CmpErrors.Make(exchange, 400, "bad-request", "The body must be {\"data\":{\"attributes\":{…}}}.")
            : handle(attributes);
    }
}
