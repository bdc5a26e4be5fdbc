namespace VgsCalm.Http;

/// <summary>The media types of VGS's APIs: CMP and Accounts speak JSON:API, the others plain JSON.</summary>
internal static class MediaTypes
{
    private const string Json = "application/json";
    private const string JsonApi = "application/vnd.api+json";

    public static string AcceptFor(VgsApi api) => UsesJsonApi(api) ? $"{JsonApi}, {Json};q=0.9" : Json;

    public static string BodyFor(VgsApi api) => UsesJsonApi(api) ? JsonApi : Json;

    private static bool UsesJsonApi(VgsApi api) => api is VgsApi.Cmp or VgsApi.Accounts;
}
