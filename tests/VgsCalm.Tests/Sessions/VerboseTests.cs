using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Sessions;

/// <summary>-Verbose has one line a request; neither it nor -Debug has anything secret.</summary>
public sealed class VerboseTests : EmulatorTest
{
    private const string Number = "5415775831611962";

    protected override EmulatorOptions Options => new() { EnrolmentDelay = 0 };

    [Fact]
    public void Connecting_is_one_line()
    {
        var line = Assert.Single(Shell.Run("Connect-VgsCalm $calm @uris -Verbose").ThrowIfFailed().Verbose);

        Assert.Matches(
            "^POST /auth/realms/vgs/protocol/openid-connect/token 200 [0-9]+ ms [0-9]+ bytes attempt 1",
            line
        );
    }

    [Fact]
    public void Each_request_is_one_line_with_identifiers_shortened()
    {
        var result = Shell
            .Run(
                $$"""
                $VerbosePreference = 'Continue'
                Connect-VgsCalm $calm @uris
                1..3 | ForEach-Object { [pscustomobject]@{ Name = 'John Doe'; Number = '{{Number}}'; ExpMonth = 11; ExpYear = 2027 } } |
                    New-VgsCard | Get-VgsCard -Wait
                Invoke-VgsCalmRequest /cards/CRDnone0001 -SkipHttpErrorCheck
                """
            )
            .ThrowIfFailed();

        Assert.Equal(Emulator.Requests.Snapshot().Length, result.Verbose.Count);
        Assert.Equal(
            3,
            result.Verbose.Count(line => line.StartsWith("POST /calm/cards 202 ", StringComparison.Ordinal))
        );
        Assert.Equal(
            4,
            result.Verbose.Count(line => line.StartsWith("GET /calm/cards/CRD…", StringComparison.Ordinal))
        );
        Assert.Contains(
            result.Verbose,
            line => line.StartsWith("GET /calm/cards/CRD…001 404 ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("/cards/CRDmoonlightshadows", "/calm/cards/CRD…ows")]
    [InlineData("/cards/0a1b2c3d-0000", "/calm/cards/0a1…000")]
    [InlineData("/network-tokens/tok_sandbox_9x", "/calm/network-tokens/tok…_9x")]
    [InlineData("/cards/card-update-subscriptions", "/calm/cards/card-update-subscriptions")]
    public void Identifiers_are_shortened_whatever_letters_they_have_and_words_are_not(string path, string shown) =>
        Assert.StartsWith(
            $"GET {shown} 404 ",
            Shell
                .Run($"Connect-VgsCalm $calm @uris; Invoke-VgsCalmRequest {path} -SkipHttpErrorCheck -Verbose")
                .ThrowIfFailed()
                .Verbose[^1],
            StringComparison.Ordinal
        );

    [Fact]
    public void A_request_has_its_line_even_when_its_result_came_early()
    {
        var result = Shell.Run(
            $$"""
            Connect-VgsCalm $calm @uris
            & {
                [pscustomobject]@{ Name = 'John Doe'; Number = '{{Number}}'; ExpMonth = 11; ExpYear = 2027 }
                1..5 | ForEach-Object { $null = Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck }
                [pscustomobject]@{ Name = 'John Doe'; Number = '{{Number}}' }
            } | New-VgsCard -Verbose
            """
        );

        Assert.StartsWith("CardInvalid,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(result.Output);
        Assert.StartsWith("POST /calm/cards 202 ", Assert.Single(result.Verbose), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1..4 | ForEach-Object { $card } | New-VgsCard")]
    [InlineData("'CRD1', 'CRD2', 'CRD3' | Get-VgsCard -ErrorAction SilentlyContinue")]
    [InlineData(
        "'/cards/CRD1', '/cards/CRD2' | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Invoke-VgsCalmRequest "
            + "-ThrottleLimit 2 -SkipHttpErrorCheck"
    )]
    public void Preferences_are_looked_up_on_the_pipelines_own_thread(string script)
    {
        // The engine's variables belong to that thread: read from another they break whichever of the two comes second.
        var preference = new WatchedVariable("DebugPreference");
        Shell
            .Run(
                "Connect-VgsCalm $calm @uris; $card = [pscustomobject]@{ Name = 'John Doe'; Number = "
                    + "'5415775831611962'; ExpMonth = 11; ExpYear = 2027 }"
            )
            .ThrowIfFailed();
        Shell.Runspace.SessionStateProxy.PSVariable.Remove("DebugPreference");
        Shell.Runspace.SessionStateProxy.PSVariable.Set(preference);
        preference.ReadOnPipeline.Clear();

        Shell.Run(script).ThrowIfFailed();

        Assert.NotEmpty(preference.ReadOnPipeline);
        Assert.DoesNotContain(false, preference.ReadOnPipeline);
    }

    [Fact]
    public void A_renewal_and_a_retry_have_their_lines_too()
    {
        Shell.Run("Connect-VgsCalm $calm @uris").ThrowIfFailed();
        Emulator.RevokeTokens();

        var lines = Shell
            .Run("Invoke-VgsCalmRequest /cards/CRDnone -SkipHttpErrorCheck -Verbose")
            .ThrowIfFailed()
            .Verbose;

        Assert.Equal(
            ["GET 401", "POST 200", "GET 404"],
            lines.Select(line => line.Split(' ')).Select(words => $"{words[0]} {words[2]}")
        );
    }

    [Fact]
    public void Debug_shows_headers_and_bodies()
    {
        var debug = string.Join(
            '\n',
            Shell
                .Run(
                    "$DebugPreference = 'Continue'; Connect-VgsCalm $calm @uris; Invoke-VgsCalmRequest /cards -Method "
                        + "Post -Body @{ name = 'John Doe'; number = 'x' } -SkipHttpErrorCheck"
                )
                .ThrowIfFailed()
                .Debug
        );

        Assert.Contains("> Authorization: ***", debug, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"John Doe\"", debug, StringComparison.Ordinal);
        Assert.Contains("\"number\":\"***\"", debug, StringComparison.Ordinal);
        Assert.Contains("< 400", debug, StringComparison.Ordinal);
    }

    /// <summary>A variable that notes of each look at it whether it came from a thread that runs a pipeline.</summary>
    private sealed class WatchedVariable(string name) : PSVariable(name)
    {
        public ConcurrentQueue<bool> ReadOnPipeline { get; } = new();

        public override object? Value
        {
            get
            {
                ReadOnPipeline.Enqueue(Runspace.DefaultRunspace is not null);
                return ActionPreference.SilentlyContinue;
            }
            set => throw new NotSupportedException();
        }
    }
}
