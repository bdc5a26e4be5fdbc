using System.Text.Json;
using VgsCalm.Http.Retry;
using VgsCalm.Json;
using VgsCalm.Redaction;

namespace VgsCalm.Http;

/// <summary>Makes a model of an answer, or says that the answer is not one.</summary>
internal static class AnswerReading
{
    /// <param name="request">What was asked.</param>
    /// <param name="answer">A success.</param>
    /// <param name="expected">What the answer should be, in words: <c>a card</c>.</param>
    /// <param name="read">Makes the model; null when the shape is another.</param>
    /// <exception cref="VgsApiException">ResponseInvalid.</exception>
    public static T Read<T>(ApiRequest request, ApiResponse answer, string expected, Func<JsonElement, T?> read)
        where T : class
    {
        using var json = JsonFields.ParseObject(answer.Body);
        if (json is not null && read(json.RootElement) is { } model)
        {
            return model;
        }

        throw new VgsApiException(
            VgsErrorId.ResponseInvalid,
            $"{request.Method} {Redactor.ShortenPath(request.Path)} answered with status {answer.StatusCode}, but its "
                + $"body is not {expected} ({answer.ShownType}, {answer.Body.Length} bytes).",
            request.Target
        )
        {
            StatusCode = answer.StatusCode,
            TraceId = answer.TraceId,
            RecommendedAction = RetryRules.IsRepeatable(request.Method)
                ? $"Check that the session's address of {request.Api} is that API."
                : $"It may have been carried out: find out before you send it again. Check that the session's address "
                    + $"of {request.Api} is that API.",
        };
    }
}
