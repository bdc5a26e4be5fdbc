using System.Collections;
using System.Management.Automation;
using VgsCalm.Emulator;

namespace VgsCalm.WireMock.Tests;

/// <summary>
/// The transport faults of a server that others wrote: the fault matrix has many more, but by a server of ours, which could be wrong
/// about what a broken connection looks like in the same way as the client.
/// </summary>
public sealed class TransportFaultTests : EmulatorTest
{
    private const string Cards = "/cards.*";

    private readonly WireMockServer _wiremock = new();

    public static TheoryData<string> Faults =>
        ["EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"];

    private static object GoodCard =>
        new
        {
            status = 200,
            jsonBody = new
            {
                data = new
                {
                    id = "CRDwiremock",
                    state = "enrolled",
                    number = "5415775831611962",
                    exp_month = 11,
                    exp_year = 30,
                },
            },
        };

    public override async Task InitializeAsync()
    {
        await _wiremock.ResetAsync();
        await base.InitializeAsync();
    }

    public override Task DisposeAsync()
    {
        _wiremock.Dispose();
        return base.DisposeAsync();
    }

    protected override void Prepare()
    {
        Shell.Set(
            "card",
            new Hashtable
            {
                ["Name"] = "John Doe",
                ["Number"] = "5415775831611962",
                ["ExpMonth"] = 11,
                ["ExpYear"] = 30,
            }
        );
        Connect();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_card_whose_answer_is_lost_is_sent_once_and_its_outcome_is_unknown(string fault)
    {
        await _wiremock.AnswerAsync(Cards, new { fault });

        Shell
            .Run("New-VgsCard @card -Reference order-1")
            .ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, "order-1");

        Assert.Equal(1, await _wiremock.CountAsync(Cards));
        await TheSessionGoesOnAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_look_at_a_card_is_repeated_when_its_answer_is_lost(string fault)
    {
        await _wiremock.AnswerOnceAsync(Cards, first: new { fault }, then: GoodCard);

        Assert.Equal("enrolled", Shell.Run("Get-VgsCard CRDwiremock")["State"]);

        Assert.Equal(2, await _wiremock.CountAsync(Cards));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_answer_lost_at_every_try_is_ConnectionFailed(string fault)
    {
        await _wiremock.AnswerAsync(Cards, new { fault });

        Shell
            .Run("Invoke-VgsCalmRequest /cards/CRDwiremock -MaximumRetryCount 1 -RetryIntervalSec 1")
            .ShouldFailWith("ConnectionFailed", ErrorCategory.ConnectionError, "/cards/CRDwiremock");

        await TheSessionGoesOnAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task No_session_opens_on_a_token_that_is_lost_on_its_way(string fault)
    {
        await _wiremock.AnswerAsync("/.*", new { fault });

        var error = Assert.Single(
            Shell.Run($"Connect-VgsCalm $calm -AuthUri {WireMockServer.Address} -Name other").Errors
        );

        Assert.StartsWith("TokenEndpointUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(Shell.Run("Get-VgsCalmSession").Output);
    }

    [Fact]
    public async Task A_body_that_drips_ends_with_the_time_limit()
    {
        Connect("-TimeoutSec 2");
        await _wiremock.AnswerAsync(
            Cards,
            new
            {
                status = 200,
                body = new string(' ', 1000),
                chunkedDribbleDelay = new { numberOfChunks = 1000, totalDuration = 600_000 },
            }
        );

        Shell
            .Run("New-VgsCard @card -Reference order-1")
            .ShouldFailWith("OutcomeUnknown", ErrorCategory.InvalidResult, "order-1");
        Shell
            .Run("Get-VgsCard CRDwiremock")
            .ShouldFailWith("OperationTimeout", ErrorCategory.OperationTimeout, "CRDwiremock");

        await TheSessionGoesOnAsync(connects: 2);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await _wiremock.AnswerAsync(
            Cards,
            new { status = 307, headers = new { Location = $"{WireMockServer.Address}/elsewhere" } }
        );

        Shell
            .Run("New-VgsCard @card -Reference order-1")
            .ShouldFailWith("ResponseInvalid", ErrorCategory.ProtocolError, "order-1");

        Assert.Equal(0, await _wiremock.CountAsync("/elsewhere"));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_import_loses_no_row_and_sends_none_twice(string fault)
    {
        const int Rows = 30;
        const int EveryFifth = 6;
        await _wiremock.AnswerAsync(Cards, GoodCard);
        await _wiremock.AnswerAboutAsync("Lost", Cards, new { fault });
        var folder = Directory.CreateTempSubdirectory("vgscalm-wiremock-");
        try
        {
            var file = Path.Combine(folder.FullName, "cards.csv");
            await File.WriteAllLinesAsync(
                file,
                [
                    "Name,Number,ExpMonth,ExpYear",
                    .. Enumerable
                        .Range(1, Rows)
                        .Select(row => $"{(row % 5 == 0 ? "Lost" : "Found")} {row},5415775831611962,11,30"),
                ]
            );
            Shell.Set("file", file);

            var first = Shell.Run("Import-VgsCard $file -ThrottleLimit 4").Single;
            Assert.Equal((Rows - EveryFifth, EveryFifth), (Number(first, "Enrolled"), Number(first, "Unknown")));
            Assert.Equal(Rows, await _wiremock.CountAsync(Cards));

            Shell.Run("Import-VgsCard $file -ThrottleLimit 4").ThrowIfFailed();
            Assert.Equal(Rows, await _wiremock.CountAsync(Cards));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Connect(string options = "") =>
        Shell
            .Run($"Connect-VgsCalm $calm -AuthUri $uris.AuthUri -CalmUri {WireMockServer.Address} {options}")
            .ThrowIfFailed();

    private async Task TheSessionGoesOnAsync(int connects = 1)
    {
        await _wiremock.ResetAsync();
        await _wiremock.AnswerAsync(Cards, GoodCard);
        Assert.Equal("enrolled", Shell.Run("New-VgsCard @card")["State"]);
        Assert.Equal(connects, Emulator.TokenRequestCount);
    }

    private static long Number(PSObject result, string property) =>
        LanguagePrimitives.ConvertTo<long>(result.Properties[property].Value);
}
