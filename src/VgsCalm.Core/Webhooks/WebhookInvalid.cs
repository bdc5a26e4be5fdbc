namespace VgsCalm.Webhooks;

/// <summary>
/// What can be wrong with a webhook, each in its own words. None of them has anything of the body, the header or a secret in it.
/// </summary>
internal static class WebhookInvalid
{
    public static VgsApiException NoSignature() =>
        Make(
            $"The webhook has no header '{WebhookSignature.Header}': VGS did not send it, or something on the way took the header off.",
            "Answer 401 and do nothing with it. If it is VGS's, let the gateway pass that header on.",
            WebhookSignature.Header
        );

    /// <param name="problem">What is wrong with the header, in words that continue a sentence.</param>
    public static VgsApiException Malformed(string problem) =>
        Make(
            $"The webhook's header '{WebhookSignature.Header}' is malformed: {problem}. It should be "
                + $"t=<seconds>,v0=<hexadecimal digits>.",
            "Answer 400 and do nothing with it. If it is VGS's, pass the header's value on as it came.",
            WebhookSignature.Header
        );

    /// <param name="signedText">What the signature should be of.</param>
    /// <param name="haveOddEnds">A blank, a quotation mark or the like begins or ends a secret that was given.</param>
    public static VgsApiException WrongSignature(VgsSignedText signedText, bool haveOddEnds)
    {
        var text = signedText == VgsSignedText.Body ? "the body alone" : "time and body";
        return Make(
            $"The webhook's signature is not that of {text} under any of the secrets given: the body or the time was changed "
                + "after it was signed, or the secret is another.",
            (
                haveOddEnds
                    ? "A secret given by -Secret begins or ends with a blank, a quotation mark or an invisible sign: take that away, "
                        + "unless it is a part of it. "
                    : ""
            )
                + "Answer 401 and do nothing with it. If it is VGS's, check that -Secret is the secret of this notification integration, "
                + "and that the body is as it came, neither parsed nor encoded anew.",
            WebhookSignature.Header
        );
    }

    /// <param name="age">Seconds since it was signed; negative where that is yet to come.</param>
    /// <param name="tolerance">Seconds that are allowed.</param>
    public static VgsApiException WrongTime(long age, long tolerance)
    {
        var when = age > 0 ? $"{age} seconds ago" : $"{-age} seconds in the future";
        return Make(
            $"The webhook's signature is good, but it was signed {when}, and {tolerance} seconds are allowed.",
            age > 0
                ? "Do nothing with it: it may be an old one that is sent again. If webhooks wait in a queue of yours, give "
                    + "-ToleranceSec the longest wait; if each of them is old, this machine's clock is fast: set it."
                : "Do nothing with it. If each of them is from the future, this machine's clock is slow: set it.",
            WebhookSignature.Header
        );
    }

    public static VgsApiException NotAnEvent() =>
        Make(
            "The webhook's signature and time are good, but its body is not a JSON object.",
            "Answer 2xx, so that it is not sent again, and ask VGS support what the notification integration sends.",
            "body"
        );

    public static VgsApiException EmptySecret() =>
        Make(
            "A secret given by -Secret is empty, and nothing can be checked with it.",
            "Give the secret that VGS made for the notification integration; see where it is kept that it is not empty.",
            "Secret"
        );

    public static VgsApiException WipedSecret() =>
        Make(
            "A secret given by -Secret was wiped: its secure string was disposed of before it was used.",
            "Get the secret anew (Get-Secret), and dispose of it after the last webhook only.",
            "Secret"
        );

    public static VgsApiException NoBody(string looked) =>
        Make(
            $"The webhook has no body: {looked}.",
            "Give the request as the platform hands it over ($WebhookData, $Request), or -Body and -Signature.",
            "body"
        );

    public static VgsApiException ParsedBody() =>
        Make(
            "The webhook's body was parsed already, and what was signed are its raw bytes, which no object gives back.",
            "Give the raw body: in Azure Functions the whole $Request, which has RawBody; elsewhere -Body with the "
                + "request's text or bytes.",
            "body"
        );

    public static VgsApiException BodyInLines() =>
        Make(
            "The webhook's body is a list of lines, which has lost its line ends, and those are signed too.",
            "Read it whole: Get-Content -Raw, or [System.IO.File]::ReadAllBytes().",
            "body"
        );

    /// <param name="problem">What the body is not, in words that continue a sentence.</param>
    public static VgsApiException UnreadableBody(string problem) =>
        Make($"The webhook's body {problem}.", "Give -Body the request's bytes as they came.", "body");

    private static VgsApiException Make(string message, string action, string target) =>
        new(VgsErrorId.WebhookInvalid, message, target) { RecommendedAction = action };
}
