using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Cmp;

/// <summary>CMP: admits the token, finds the call, checks scope and media type, and hands over.</summary>
internal static class CmpApi
{
    public static async ValueTask<Answer> HandleAsync(Exchange exchange)
    {
        if (!exchange.Authenticate())
        {
            return ApiErrors.Unauthorized(exchange);
        }

        if (exchange.Segments is not ["cmp", "cards", ..])
        {
            return ApiErrors.NoSuchPath(exchange);
        }

        var call = CmpCall.Find(exchange.Method, exchange.Segments.AsSpan(2), out var allow);
        if (call is null)
        {
            return allow.Length == 0 ? ApiErrors.NoSuchPath(exchange) : ApiErrors.MethodNotAllowed(exchange, allow);
        }

        if (!exchange.HasScope(call.Scope))
        {
            return ApiErrors.ScopeMissing(exchange, call.Scope);
        }

        if (exchange.Caller.VaultId is not { } vaultId)
        {
            return ApiErrors.Forbidden(exchange, "The service account is bound to no vault.");
        }

        if ((call.NeedsBody || exchange.HasBody) && !exchange.HasContentType(Answer.JsonApiType))
        {
            return CmpErrors.Make(
                exchange,
                415,
                "unsupported-media-type",
                $"Content-Type must be {Answer.JsonApiType}."
            );
        }

        var attributes = exchange.Method is "POST" or "PATCH"
            ? await CmpAttributes.ReadAsync(exchange, call.NeedsBody)
            : [];
        if (attributes is null)
        {
            return CmpErrors.Make(exchange, 400, "bad-request", "The body must be {\"data\":{\"attributes\":{…}}}.");
        }

        if (call.OnCard is null)
        {
            return CmpCards.Create(exchange, attributes);
        }

        return exchange.State.CmpCards.Find(vaultId, exchange.Segments[2]) is { } card
            ? call.OnCard(exchange, card, attributes)
            : CmpErrors.CardNotFound(exchange);
    }
}
