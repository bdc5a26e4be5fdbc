using VgsCalm.Emulator.Http;

namespace VgsCalm.Emulator.Calm;

/// <summary>
/// Cards and aliases that are refused at once, by their last four characters. The emulator's own rule: VGS documents the codes
/// and no test number for them. Their last digits, 0 and 9, are those that the sandbox's own rules leave free.
/// </summary>
internal static class RefusedCard
{
    /// <summary>The refusal of a well-formed number or alias; null for all others.</summary>
    public static Answer? FindRefusal(string number) =>
        number[^4..] switch
        {
            "4030" => CalmErrors.Make(
                StatusCodes.Status403Forbidden,
                new CalmError("card-not-allowed", "The card is not allowed.")
            ),
            "4220" => CalmErrors.Make(
                StatusCodes.Status422UnprocessableEntity,
                new CalmError("rejected", "The card was rejected.")
            ),
            "4229" => CalmErrors.Make(
                StatusCodes.Status422UnprocessableEntity,
                new CalmError("declined", "The issuer declined.")
            ),
            "5000" => CalmErrors.Make(
                StatusCodes.Status500InternalServerError,
                new CalmError("internal-server-error", "Something went wrong.")
            ),
            _ => null,
        };
}
