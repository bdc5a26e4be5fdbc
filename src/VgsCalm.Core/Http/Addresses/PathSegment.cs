namespace VgsCalm.Http.Addresses;

/// <summary>An id as a part of a path.</summary>
internal static class PathSegment
{
    /// <summary>The id, encoded.</summary>
    /// <param name="id">The id.</param>
    /// <param name="what">What it is, for the error.</param>
    /// <exception cref="VgsApiException">RequestInvalid: it is empty, and the path would mean all of them.</exception>
    public static string Encode(string? id, string what)
    {
        if (!string.IsNullOrWhiteSpace(id))
        {
            return Uri.EscapeDataString(id!.Trim());
        }

        throw new VgsApiException(VgsErrorId.RequestInvalid, $"The {what} is empty; nothing was sent.", what)
        {
            RecommendedAction = $"Give the {what}.",
        };
    }
}
