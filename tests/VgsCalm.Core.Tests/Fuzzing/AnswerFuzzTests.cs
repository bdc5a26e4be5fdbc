using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Bulk.Journal;
using VgsCalm.Cards;
using VgsCalm.Core.Tests.Formats;
using VgsCalm.Http;
using VgsCalm.Http.Exchange;
using VgsCalm.Redaction;

namespace VgsCalm.Core.Tests.Fuzzing;

/// <summary>Whatever a service answers or a file has in it: it is read, or it is one of our errors.</summary>
public sealed class AnswerFuzzTests
{
    private static readonly string[] Names =
    [
        "data",
        "attributes",
        "errors",
        "code",
        "detail",
        "meta",
        "trace_id",
        "error",
        "error_description",
        "access_token",
        "token_type",
        "expires_in",
        "scope",
        "id",
        "number",
        "state",
        "exp_month",
        "created_at",
        "client_id",
        "client_secret",
        "service_accounts",
        "scopes",
        "vaults",
        "annotations",
        "row",
        "at",
        "exp",
    ];

    private static readonly Gen<JsonNode?> Value = Gen.Recursive<JsonNode?>(
        (depth, inner) =>
            depth > 3
                ? Scalar
                : Gen.Frequency(
                    (2, Scalar),
                    (2, Gen.Select(Fuzz.OneOf(Names), inner).Array[0, 6].Select(Object)),
                    (
                        1,
                        inner
                            .Array[0, 3]
                            .Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]))
                    )
                )
    );

    private static readonly Gen<byte[]> Json = Gen.OneOf(
        Value.Select(node => Encoding.UTF8.GetBytes(node?.ToJsonString() ?? "null")),
        Fuzz.TextOf("{}[]\":,0123nul\\uD800e+-. ").Select(Encoding.UTF8.GetBytes),
        Gen.Byte.Array[0, 80]
    );

    private static Gen<JsonNode?> Scalar =>
        Gen.OneOf(
            Fuzz.TextOf("bearer 0123456789:-TZ./\\\"", 30)
                .Where(t => !t.Any(char.IsSurrogate))
                .Select(t => (JsonNode?)JsonValue.Create(t)),
            Gen.Double.Where(double.IsFinite).Select(d => (JsonNode?)JsonValue.Create(d)),
            Gen.Long.Select(l => (JsonNode?)JsonValue.Create(l)),
            Gen.Bool.Select(b => (JsonNode?)JsonValue.Create(b)),
            Gen.Const((JsonNode?)null),
            Fuzz.OneOf("bearer", "2024-05-01T00:00:00Z", "9999-99-99", "1e400", "-1")
                .Select(t => (JsonNode?)JsonValue.Create(t))
        );

    [Fact]
    public void A_token_response_is_a_usable_token_or_TokenResponseInvalid() =>
        Fuzz.Always(
            Json,
            body =>
            {
                AccessToken? token = null;
                var error = Fuzz.OursOrNone(() =>
                    token = TokenResponse.Read(
                        body,
                        "https://auth.example/token",
                        [],
                        TimeSpan.Zero,
                        DateTimeOffset.UnixEpoch
                    )
                );
                if (error is not null)
                {
                    Assert.Equal(VgsErrorId.TokenResponseInvalid, error.Id);
                }
                else
                {
                    Assert.True(token!.Value.Length > 0 && token.ExpiresAt > TimeSpan.Zero);
                }
            }
        );

    [Fact]
    public void An_error_of_the_token_endpoint_is_read_or_nothing() =>
        Fuzz.Always(
            Json,
            body =>
            {
                _ = TokenResponse.ReadError(body);
            }
        );

    [Fact]
    public void An_error_body_is_read_or_nothing() =>
        Fuzz.Always(
            Json,
            body =>
            {
                var (errors, trace) = ErrorBody.Read(Answer(body));
                Assert.True(
                    errors.Length <= 50
                        && errors.All(e => e.ToString().Length <= 1010)
                        && trace is not { Length: > 501 }
                );
            }
        );

    [Fact]
    public void A_card_is_read_or_is_ResponseInvalid() =>
        Fuzz.Always(
            Json,
            body =>
            {
                var error = Fuzz.OursOrNone(() =>
                    CardJson.Read(
                        new ApiRequest(HttpMethod.Get, VgsApi.Calm, "/cards/CRD1"),
                        Answer(body),
                        reference: null
                    )
                );
                Assert.True(error is null or { Id: VgsErrorId.ResponseInvalid });
            }
        );

    [Fact]
    public void Service_accounts_are_read_or_nothing() =>
        Fuzz.Always(
            Json,
            body =>
            {
                _ = ServiceAccountJson.ReadCreated(body);
                _ = ServiceAccountJson.ReadList(body);
            }
        );

    [Fact]
    public void A_line_of_a_journal_is_a_record_or_none() =>
        Fuzz.Always(
            Json,
            line =>
            {
                _ = EnrolmentRecordJson.TryReadState(line, out _, out _);
                if (EnrolmentRecordJson.Read(line) is not { } record)
                {
                    return;
                }

                Assert.True(record.Row > 0);
                _ = EnrolmentRecord.SplitExpiry(record.Exp);
            }
        );

    [Fact]
    public void The_first_line_of_a_journal_is_a_header_or_a_problem() =>
        Fuzz.Always(
            Json,
            line =>
            {
                var header = JournalHeader.Read(line, out var problem, out _);
                Assert.True(header is not null || problem.Length > 0);
            }
        );

    [Fact]
    public void A_CSV_file_is_rows_or_CardInvalid() =>
        Fuzz.Always(
            Gen.OneOf(
                Fuzz.TextOf("Name,Number,ExpMonth\nA1\"\r;\t\0é", 80)
                    .Select(text => Encoding.UTF8.GetBytes($"{Csv.Header}\n{text}")),
                Fuzz.TextOf("Name,umber\"\n;", 60).Select(Encoding.UTF8.GetBytes),
                Gen.Byte.Array[0, 80]
            ),
            file =>
            {
                var error = Fuzz.OursOrNone(() => Csv.Read(file));
                Assert.True(error is null or { Id: VgsErrorId.CardInvalid }, error?.ToString());
            }
        );

    private static JsonNode? Object((string Name, JsonNode? Value)[] fields)
    {
        var made = new JsonObject();
        foreach (var (name, value) in fields)
        {
            made[name] = value?.DeepClone();
        }

        return made;
    }

    private static ApiResponse Answer(byte[] body) =>
        new(400, body, Redactor.MaskSensitive)
        {
            Headers = new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["Content-Type"] = ["application/json"],
            },
        };
}
