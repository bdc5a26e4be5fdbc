using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest -Api Cmp: JSON:API and CMP's own rules.</summary>
public sealed class CmpTests : ConnectedTest
{
    private const string Card =
        "@{ data = @{ attributes = @{ pan = '4111111111111111'; exp_month = 11; exp_year = 29; name = 'John Doe' } } }";

    [Fact]
    public async Task The_content_type_is_JSON_API_by_itself()
    {
        await using var server = await EchoServer.StartAsync();
        Shell.Set("echo", server.Address);

        Run(
                "Connect-VgsCalm -Credential $calm -Name echo -AuthUri $uris.AuthUri -CmpUri $echo; "
                    + "Invoke-VgsCalmRequest /cards -Api Cmp -Method Post -Body @{ data = 1 } -Session echo"
            )
            .ThrowIfFailed();

        Assert.Equal("application/vnd.api+json", Assert.Single(server.Only.Headers["Content-Type"]));
        Assert.Contains(
            "application/vnd.api+json",
            string.Join(",", server.Only.Headers["Accept"]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_card_that_the_duplicate_check_knows_is_a_success_with_its_id()
    {
        Emulator.Options.DuplicateCheck = true;
        var first = Run($"(Invoke-VgsCalmRequest /cards -Api Cmp -Method Post -Body {Card}).data.id");

        var again = Run(
            $"(Invoke-VgsCalmRequest /cards -Api Cmp -Method Post -Body {Card} -StatusCodeVariable status).data.id"
        );

        Assert.Equal(first.Single.ToString(), again.Single.ToString());
        Assert.Equal(303, Shell.Get("status"));
    }

    [Fact]
    public void An_error_has_CMPs_trace_id()
    {
        var error = Run("Invoke-VgsCalmRequest /cards -Api Cmp -Method Post -Body @{ data = @{ attributes = @{ } } }")
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/cards");

        Assert.False(string.IsNullOrEmpty((string?)error.ValueOf("TraceId")));
        Assert.Contains((string)error.ValueOf("TraceId")!, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_trace_id_of_the_body_goes_before_that_of_a_header()
    {
        Always(
            FaultKind.RawBody,
            "/cmp/cards/x",
            400,
            """{"errors":[{"detail":"no"}],"trace_id":"trace-of-the-body"}""",
            "application/vnd.api+json"
        );

        Assert.Equal(
            "trace-of-the-body",
            Run("Invoke-VgsCalmRequest /cards/x -Api Cmp")
                .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/cards/x")
                .ValueOf("TraceId")
        );
    }

    [Theory]
    [InlineData("Get")]
    [InlineData("Post")]
    [InlineData("Delete")]
    public void A_500_is_never_repeated(string method)
    {
        Always(FaultKind.Status, "/cmp/cards/x", 500);

        Run($"Invoke-VgsCalmRequest /cards/x -Api Cmp -Method {method}")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, "/cards/x");

        Assert.Equal(1, Emulator.Requests.Count());
    }

    [Fact]
    public void A_503_is_repeated_for_a_GET()
    {
        Always(FaultKind.Status, "/cmp/cards/x", 503, retryAfter: 0);

        Run("Invoke-VgsCalmRequest /cards/x -Api Cmp -MaximumRetryCount 2")
            .ShouldFailWith("ServiceError", ErrorCategory.InvalidResult, "/cards/x");

        Assert.Equal(3, Emulator.Requests.Count());
    }
}
