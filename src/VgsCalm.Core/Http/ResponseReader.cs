using System.Text.Json;
using VgsCalm.Http.Exchange;
using VgsCalm.Http.Retry;
using VgsCalm.Json;

namespace VgsCalm.Http;

/// <summary>Makes a model of an answer, or says that the answer is not one.</summary>
internal static class ResponseReader
{
    /// <param name="request">What was asked.</param>
    /// <param name="answer">A success.</param>
    /// <param name="expected">What the answer should be, in words: <c>a card</c>.</param>
    /// <param name="read">Makes the model; null when the shape is another.</param>
    /// <exception cref="VgsApiException">ResponseInvalid.</exception>
    public static T Read<T>(ApiRequest request, ApiResponse answer, string expected, Func<JsonElement, T?> read)
        where T : class
    {
        using var json = JsonFields.ParseObject(answer.JsonBody);
        return json is not null && read(json.RootElement) is { } model
            ? model
            : throw Unreadable(request, answer, expected);
    }

    /// <summary>The error of an answer that is not what the API promises.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="answer">A success.</param>
    /// <param name="expected">What the answer should be, in words.</param>
    /// <param name="action">What to do next; null: find out what was done, and check the address.</param>
    public static VgsApiException Unreadable(
        ApiRequest request,
        ApiResponse answer,
        string expected,
        string? action = null
    )
    {
        var mayHaveActed = !request.ChangesNothing && !RetryRules.IsRepeatable(request.Method);
        var checkAddress = $"Check that the session's address of {request.Api} is that API.";
        return new VgsApiException(
            VgsErrorId.ResponseInvalid,
            $"{request.Description} answered with status {answer.StatusCode}, but its "
                + $"body is not {expected} ({answer.ContentTypeText}, {answer.Body.Length} bytes).",
            request.Target
        )
        {
            StatusCode = answer.StatusCode,
            TraceId = answer.TraceId,
            MayHaveActed = mayHaveActed,
            RecommendedAction =
                action
                ?? (
                    mayHaveActed
                        ? $"It may have been carried out: find out before you send it again. {checkAddress}"
                        : checkAddress
                ),
        };
    }
}
