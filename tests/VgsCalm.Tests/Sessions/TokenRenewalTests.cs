using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Sessions;

/// <summary>One token for everybody, renewed by itself: counted at the server.</summary>
public sealed class TokenRenewalTests : EmulatorTest
{
    private const string SixtyFourCallers = """
        $s = Get-VgsCalmSession
        1..64 | ForEach-Object -ThrottleLimit 64 -Parallel {
            Import-Module $using:manifest
            Invoke-VgsCalmRequest /cards/CRDnone -Session $using:s -SkipHttpErrorCheck
        }
        """;

    protected override void Prepare()
    {
        Shell.Set("manifest", StagedModule.Manifest);
        Shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
    }

    [Fact]
    public void Sixty_four_runspaces_that_share_a_session_share_its_token()
    {
        var answers = Shell.Run(SixtyFourCallers).ThrowIfFailed().Output;

        Assert.Equal(64, answers.Count);
        Assert.Equal(64, Emulator.Requests.Count("GET", "/calm/cards/CRDnone"));
        Assert.Equal(1, Emulator.TokenRequestCount);
    }

    [Fact]
    public void Sixty_four_callers_that_find_the_token_revoked_renew_it_once()
    {
        Emulator.RevokeTokens();

        var answers = Shell.Run(SixtyFourCallers).ThrowIfFailed().Output;

        Assert.Equal(64, answers.Count);
        Assert.Equal(2, Emulator.TokenRequestCount);
    }

    [Fact]
    public void Callers_that_come_while_a_token_is_on_its_way_wait_for_that_one()
    {
        Emulator.RevokeTokens();
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.Status,
                Status = 503,
                RetryAfter = 1,
            }
        );

        // All are refused before the second try brings the new token: it comes a second later.
        Shell
            .Run(
                "1..8 | ForEach-Object { [pscustomobject]@{ Path = '/cards/CRDnone' } } | Invoke-VgsCalmRequest "
                    + "-ThrottleLimit 8 -SkipHttpErrorCheck"
            )
            .ThrowIfFailed();

        Assert.Equal(3, Emulator.TokenRequestCount);
        Assert.Equal(8, Emulator.Requests.Snapshot().Count(request => request.Status == 401));
    }

    [Fact]
    public async Task A_late_refusal_takes_the_token_that_was_renewed_meanwhile()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm/cards/CRDslow",
                Kind = FaultKind.Status,
                Status = 401,
                Delay = 2000,
            }
        );
        using var other = Shell.Open();
        other.Set("s", Shell.Run("Get-VgsCalmSession").Single);
        using var late = new RunningScript(
            other,
            "Invoke-VgsCalmRequest /cards/CRDslow -Session $s -SkipHttpErrorCheck"
        );
        await Poll.UntilInWork(Emulator, 1);

        Shell.Run("$null = Get-VgsAccessToken -ForceRefresh").ThrowIfFailed();
        Assert.Null(late.WaitForEnd());

        Assert.Empty(late.Errors);
        Assert.Equal(
            ["POST 200", "GET 401", "POST 200", "GET 404"],
            Emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
    }

    [Fact]
    public void A_token_revoked_between_two_requests_costs_one_renewal_and_retry()
    {
        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        Emulator.RevokeTokens();
        Emulator.Requests.Clear();

        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();

        Assert.Equal(
            ["GET 401", "POST 200", "GET 404"],
            Emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
        Assert.Equal(2, Emulator.TokenRequestCount);
    }

    [Fact]
    public void A_card_is_enrolled_once_though_its_token_was_revoked()
    {
        Emulator.RevokeTokens();

        Shell.Run("New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027").ThrowIfFailed();

        Assert.Single(Emulator.Cards);
        Assert.Equal(2, Emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void An_API_that_refuses_every_token_is_Unauthorized_after_two_requests()
    {
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.Status,
                Status = 401,
                Times = -1,
            }
        );

        Shell
            .Run("Invoke-VgsCalmRequest /cards/CRDnone")
            .ShouldFailWith("Unauthorized", ErrorCategory.AuthenticationError, "/cards/CRDnone");

        Assert.Equal(2, Emulator.Requests.Count("GET", "/calm"));
        Assert.Equal(2, Emulator.TokenRequestCount);
    }

    [Fact]
    public void A_refused_renewal_is_the_error_and_the_next_command_may_succeed()
    {
        Emulator.RevokeTokens();
        Emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.Status,
                Status = 401,
                Body = """{"error":"invalid_client"}""",
            }
        );

        Shell
            .Run("Get-VgsCard CRDnone")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "CRDnone");

        Shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
    }

    [Fact]
    public void A_token_is_renewed_before_the_API_has_to_refuse_it()
    {
        // It says that it lives a millisecond, and lives five minutes.
        Emulator.Options.ReportedExpiresIn = "0.001";
        Shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
        Emulator.Options.ReportedExpiresIn = null;
        Emulator.Requests.Clear();

        Shell
            .Run(
                "Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck; Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck"
            )
            .ThrowIfFailed();

        Assert.Equal(
            ["POST 200", "GET 404", "GET 404"],
            Emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
    }
}
