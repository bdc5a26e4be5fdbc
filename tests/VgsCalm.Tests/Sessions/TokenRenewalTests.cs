using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;
using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Sessions;

/// <summary>One token for everybody, renewed by itself: counted at the server.</summary>
public sealed class TokenRenewalTests : IAsyncLifetime
{
    private const string SixtyFourCallers = """
        $s = Get-VgsCalmSession
        1..64 | ForEach-Object -ThrottleLimit 64 -Parallel {
            Import-Module $using:manifest
            Invoke-VgsCalmRequest /cards/CRDnone -Session $using:s -SkipHttpErrorCheck
        }
        """;

    private VgsEmulator _emulator = null!;
    private Shell _shell = null!;

    public async Task InitializeAsync()
    {
        _emulator = await VgsEmulator.StartAsync();
        _shell = Shell.At(_emulator);
        _shell.Set("manifest", StagedModule.Manifest);
        _shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
    }

    public async Task DisposeAsync()
    {
        _shell.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public void Sixty_four_runspaces_that_share_a_session_share_its_token()
    {
        var answers = _shell.Run(SixtyFourCallers).ThrowIfFailed().Output;

        Assert.Equal(64, answers.Count);
        Assert.Equal(64, _emulator.Requests.Count("GET", "/calm/cards/CRDnone"));
        Assert.Equal(1, _emulator.TokenRequestCount);
    }

    [Fact]
    public void Sixty_four_callers_that_find_the_token_revoked_renew_it_once()
    {
        _emulator.RevokeTokens();

        var answers = _shell.Run(SixtyFourCallers).ThrowIfFailed().Output;

        Assert.Equal(64, answers.Count);
        Assert.Equal(2, _emulator.TokenRequestCount);
    }

    [Fact]
    public void Callers_that_come_while_a_token_is_on_its_way_wait_for_that_one()
    {
        _emulator.RevokeTokens();
        _emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.Status,
                Status = 503,
                RetryAfter = 1,
            }
        );

        // All are refused before the second try brings the new token: it comes a second later.
        _shell
            .Run(
                "1..8 | ForEach-Object { [pscustomobject]@{ Path = '/cards/CRDnone' } } | Invoke-VgsCalmRequest "
                    + "-ThrottleLimit 8 -SkipHttpErrorCheck"
            )
            .ThrowIfFailed();

        Assert.Equal(3, _emulator.TokenRequestCount);
        Assert.Equal(8, _emulator.Requests.Snapshot().Count(request => request.Status == 401));
    }

    [Fact]
    public async Task One_who_hears_late_that_the_token_is_refused_takes_the_new_one_that_is_there_already()
    {
        _emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm/cards/CRDslow",
                Kind = FaultKind.Status,
                Status = 401,
                Delay = 2000,
            }
        );
        using var other = Shell.Open();
        other.Set("s", _shell.Run("Get-VgsCalmSession").Single);
        using var late = new RunningScript(
            other,
            "Invoke-VgsCalmRequest /cards/CRDslow -Session $s -SkipHttpErrorCheck"
        );
        await Poll.UntilInWork(_emulator, 1);

        _shell.Run("$null = Get-VgsAccessToken -ForceRefresh").ThrowIfFailed();
        Assert.Null(late.WaitForEnd());

        Assert.Empty(late.Errors);
        Assert.Equal(
            ["POST 200", "GET 401", "POST 200", "GET 404"],
            _emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
    }

    [Fact]
    public void A_token_that_is_revoked_between_two_requests_costs_one_renewal_and_one_retry()
    {
        _shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
        _emulator.RevokeTokens();
        _emulator.Requests.Clear();

        _shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();

        Assert.Equal(
            ["GET 401", "POST 200", "GET 404"],
            _emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
        Assert.Equal(2, _emulator.TokenRequestCount);
    }

    [Fact]
    public void A_card_is_enrolled_once_though_its_token_was_revoked()
    {
        _emulator.RevokeTokens();

        _shell.Run("New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2027").ThrowIfFailed();

        Assert.Single(_emulator.Cards);
        Assert.Equal(2, _emulator.Requests.Count("POST", "/calm/cards"));
    }

    [Fact]
    public void An_API_that_refuses_every_token_is_Unauthorized_after_two_requests()
    {
        _emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/calm",
                Kind = FaultKind.Status,
                Status = 401,
                Times = -1,
            }
        );

        _shell
            .Run("Invoke-VgsCalmRequest /cards/CRDnone")
            .ShouldFailWith("Unauthorized", ErrorCategory.AuthenticationError, "/cards/CRDnone");

        Assert.Equal(2, _emulator.Requests.Count("GET", "/calm"));
        Assert.Equal(2, _emulator.TokenRequestCount);
    }

    [Fact]
    public void A_renewal_that_is_refused_is_the_error_and_the_next_command_may_succeed()
    {
        _emulator.RevokeTokens();
        _emulator.Faults.Add(
            new Fault
            {
                PathPrefix = "/auth",
                Kind = FaultKind.Status,
                Status = 401,
                Body = """{"error":"invalid_client"}""",
            }
        );

        _shell
            .Run("Get-VgsCard CRDnone")
            .ShouldFailWith("AuthenticationFailed", ErrorCategory.AuthenticationError, "CRDnone");

        _shell.Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck").ThrowIfFailed();
    }

    [Fact]
    public void A_token_is_renewed_before_the_API_has_to_refuse_it()
    {
        // It says that it lives a millisecond, and lives five minutes.
        _emulator.Options.ReportedExpiresIn = "0.001";
        _shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
        _emulator.Options.ReportedExpiresIn = null;
        _emulator.Requests.Clear();

        _shell
            .Run(
                "Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck; Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck"
            )
            .ThrowIfFailed();

        Assert.Equal(
            ["POST 200", "GET 404", "GET 404"],
            _emulator.Requests.Snapshot().Select(request => $"{request.Method} {request.Status}")
        );
    }
}
