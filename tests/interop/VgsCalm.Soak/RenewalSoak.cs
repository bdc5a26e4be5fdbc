using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Soak;

/// <summary>
/// Many runspaces share one session whose tokens live two seconds, are revoked now and then, and come from an endpoint
/// that often fails.
/// </summary>
internal static class RenewalSoak
{
    private const int Runspaces = 64;
    private const double Lifetime = 2;
    private const double Margin = Lifetime / 5;
    private const int CallsPerRevocation = 1000;

    // The pause stretches the calls over many lifetimes; without it they would be over within two.
    private const string Script = """
        1..$runspaces | ForEach-Object -ThrottleLimit $runspaces -Parallel {
            Import-Module $using:manifest
            $random = [Random]::new($using:seed + $_)
            for ($call = $_; $call -le $using:calls; $call += $using:runspaces) {
                try { $null = Invoke-VgsCalmRequest /cards/$using:card -Session $using:session -ErrorAction Stop; 'answered' }
                catch { "$($_.FullyQualifiedErrorId): $_" }
                [Threading.Thread]::Sleep($random.Next(100, 200))
            }
        }
        """;

    public static async IAsyncEnumerable<Finding> RunAsync(int calls, int seed)
    {
        await using var emulator = await VgsEmulator.StartAsync(new EmulatorOptions { TokenLifetime = Lifetime });
        using var shell = Shell.At(emulator);
        foreach (var fault in EndpointFaults(new Random(seed), tokens: calls))
        {
            emulator.Faults.Add(fault);
        }

        var watch = Stopwatch.StartNew();
        var session = shell.Run("Connect-VgsCalm $calm -PassThru @uris").Single;
        var card = shell.Run("New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 2029").Single;
        shell.Set("manifest", StagedModule.Manifest);
        shell.Set("runspaces", Runspaces);
        shell.Set("seed", seed);
        shell.Set("calls", calls);
        shell.Set("card", card.Properties["Id"].Value);
        shell.Set("session", session);
        using var script = PowerShell.Create(shell.Runspace).AddScript(Script);
        var running = script.InvokeAsync();
        var revocations = await RevokeNowAndThenAsync(emulator, running, calls);
        var results = (await running).Select(result => result.ToString()).ToArray();
        var seconds = watch.Elapsed.TotalSeconds;

        var failed = results
            .Where(result => result != "answered")
            .Concat(script.Streams.Error.Select(error => $"{error.FullyQualifiedErrorId}: {error}"))
            .ToArray();
        var examples = string.Concat(failed.Take(3).Select(failure => "; " + failure));
        yield return new Finding(
            "no call fails",
            results.Length == calls && failed.Length == 0,
            Text(
                $"{results.Length} calls from {Runspaces} runspaces in {seconds:0.0} s, {failed.Length} failed{examples}"
            )
        );

        var answered = emulator
            .Requests.Snapshot()
            .Where(request => request.Method == "GET")
            .ToLookup(request => request.Status);
        yield return new Finding(
            "each call is answered once, and refused only where its token was no good any more",
            answered[200].Count() == calls && answered.All(group => group.Key is 200 or 401),
            $"{answered[200].Count()} answered, {answered[401].Count()} refused with 401"
        );

        var requests = (int)session.Properties["TokenRequests"].Value;
        var least = (int)Math.Ceiling(seconds / (Lifetime - Margin)) + revocations;
        yield return new Finding(
            "token requests are within one of the least possible",
            requests <= least + 1,
            Text(
                $"{requests} token requests; ⌈{seconds:0.0} s ÷ {Lifetime - Margin:0.0} s⌉ + {revocations} revocations = {least}"
            )
        );

        // The sharper form: while the endpoint is out of order there is no token to be had, and the run has room for fewer than that.
        var granted = emulator
            .Requests.Snapshot()
            .Where(request =>
                request is { Path: var path, Status: 200 } && path.StartsWith("/auth", StringComparison.Ordinal)
            )
            .Select(request => request.Time)
            .ToArray();
        var early = granted
            .Zip(granted.Skip(1))
            .Count(pair => pair.Second - pair.First < TimeSpan.FromSeconds(Lifetime - Margin));
        yield return new Finding(
            "no token is replaced before it is due, but one for each revocation, within one",
            early <= revocations + 1,
            $"{granted.Length} tokens, {early} of them early, {revocations} revocations"
        );
        yield return new Finding(
            "tokens were revoked, and expired besides",
            revocations == calls / CallsPerRevocation && requests > revocations + 1,
            $"{revocations} revocations, {requests} token requests"
        );

        var faults = emulator.Faults.Snapshot().Sum(fault => fault.Played);
        yield return new Finding(
            "each failed try at the endpoint is repeated by the request it belongs to, and by no other",
            faults > 0 && emulator.TokenRequestCount == requests + faults,
            $"{emulator.TokenRequestCount} tries = {requests} token requests + {faults} failed tries"
        );
    }

    // One or two failures in a row: a third one would rightly fail the token request.
    private static IEnumerable<Fault> EndpointFaults(Random random, int tokens)
    {
        for (var granted = 1; granted < tokens; granted++)
        {
            for (var failures = random.Next(4) - 1; failures > 0; failures--)
            {
                yield return EndpointFault(random.Next(5), granted);
            }
        }
    }

    private static Fault EndpointFault(int kind, int after) =>
        kind switch
        {
            0 => new Fault
            {
                PathPrefix = "/auth",
                After = after,
                Kind = FaultKind.Status,
                Status = 503,
            },
            1 => new Fault
            {
                PathPrefix = "/auth",
                After = after,
                Kind = FaultKind.Status,
                Status = 429,
                RetryAfter = 1,
            },
            2 => new Fault
            {
                PathPrefix = "/auth",
                After = after,
                Kind = FaultKind.Html,
            },
            3 => new Fault
            {
                PathPrefix = "/auth",
                After = after,
                Kind = FaultKind.ResetBefore,
            },
            _ => new Fault
            {
                PathPrefix = "/auth",
                After = after,
                Kind = FaultKind.ResetAfter,
            },
        };

    private static async Task<int> RevokeNowAndThenAsync(VgsEmulator emulator, Task running, int calls)
    {
        var revocations = 0;
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20));

            // In the middle of each thousand.
            if (
                (revocations * CallsPerRevocation) + (CallsPerRevocation / 2)
                > Math.Min(emulator.Requests.Count("GET"), calls)
            )
            {
                continue;
            }

            emulator.RevokeTokens();
            revocations++;
        }

        return revocations;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
