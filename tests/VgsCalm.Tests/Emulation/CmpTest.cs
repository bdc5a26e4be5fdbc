namespace VgsCalm.Tests.Emulation;

/// <summary>An emulator, and calls of its CMP with a token of the seeded calm client.</summary>
public abstract class CmpTest : EmulatorTest
{
    /// <summary>POST /cards.</summary>
    /// <param name="pan">The number.</param>
    /// <param name="more">More attributes as JSON, each after a comma.</param>
    protected async Task<Reply> CreateAsync(string pan, string more = "") =>
        await SendAsync(
            HttpMethod.Post,
            "cmp/cards",
            await CalmTokenAsync(),
            JsonApi($"{{\"data\":{{\"attributes\":{{\"pan\":\"{pan}\",\"exp_month\":11,\"exp_year\":29{more}}}}}}}")
        );

    /// <summary>The id of a new card.</summary>
    protected async Task<string> CardAsync(string pan = "4111111111111119") =>
        (await CreateAsync(pan)).Json["data"]!["id"]!.ToString();

    protected async Task<Reply> GetAsync(string id) =>
        await SendAsync(HttpMethod.Get, $"cmp/cards/{id}", await CalmTokenAsync());

    protected async Task<Reply> DeleteAsync(string id, string part = "") =>
        await SendAsync(HttpMethod.Delete, $"cmp/cards/{id}{part}", await CalmTokenAsync());

    protected async Task<Reply> PostAsync(string id, string part, string body = "{}") =>
        await SendAsync(HttpMethod.Post, $"cmp/cards/{id}/{part}", await CalmTokenAsync(), JsonApi(body));

    protected async Task<Reply> PatchAsync(string id, string attributes) =>
        await SendAsync(
            HttpMethod.Patch,
            $"cmp/cards/{id}",
            await CalmTokenAsync(),
            JsonApi($"{{\"data\":{{\"attributes\":{attributes}}}}}")
        );

    /// <summary>Status, code and detail of the first error.</summary>
    protected static (int Status, string Code, string Detail) ErrorOf(Reply reply)
    {
        var error = reply.Json["errors"]![0]!;
        return (reply.Status, error["code"]!.ToString(), error["detail"]!.ToString());
    }
}
