using System.Text.Json.Nodes;
using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>Errors of CALM V1: <c>{"errors":[{"code":…,"detail":…}]}</c>.</summary>
internal static class CalmErrors
{
    public static Answer Make(int status, params IEnumerable<CalmError> errors) =>
        Answer.Json(
            status,
            new JsonObject
            {
                ["errors"] = new JsonArray([
                    .. errors.Select(error => new JsonObject { ["code"] = error.Code, ["detail"] = error.Detail }),
                ]),
            }
        );

    public static Answer InvalidPayload() =>
        Make(400, new CalmError("invalid-payload", "The request body is not a valid JSON object."));

    public static Answer UnsupportedMediaType() =>
        Make(415, new CalmError("unsupported-media-type", "Content-Type must be application/json."));

    public static Answer MerchantNotFound() =>
        Make(404, new CalmError("merchant-not-found", "No such merchant is registered for the organization."));

    public static Answer CardNotFound() => Make(404, new CalmError("card-not-found", "No such card."));

    public static Answer BrandNotSupported() =>
        Make(422, new CalmError("card-brand-not-supported", "The card's brand is not supported."));
}
