using System.Collections.Concurrent;

namespace VgsCalm.Tests.Faults;

/// <summary>
/// Every command under every fault, each cell once. Most of them wait, for a time limit or for the pause before another try,
/// so many are played side by side.
/// </summary>
public sealed class FaultMatrix : IAsyncLifetime
{
    private const int Benches = 24;

    private readonly ConcurrentDictionary<(string Command, string Fault), Lazy<CellOutcome>> _outcomes = new();

    internal CellOutcome this[string command, string fault] => _outcomes[(command, fault)].Value;

    internal static IEnumerable<(ServiceCommand Command, ServiceFault Fault)> Cells =>
        from command in ServiceCommand.All
        from fault in ServiceFaults.All
        where IsPossible(command, fault)
        select (command, fault);

    public Task InitializeAsync()
    {
        var cells = new ConcurrentQueue<(ServiceCommand, ServiceFault)>(Cells);
        return Task.WhenAll(
            Enumerable.Range(0, Benches).Select(_ => OnThread(() => WorkAsync(cells).GetAwaiter().GetResult()))
        );
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task WorkAsync(ConcurrentQueue<(ServiceCommand Command, ServiceFault Fault)> cells)
    {
        await using var bench = await FaultBench.OpenAsync();
        while (cells.TryDequeue(out var cell))
        {
            var playing = bench.PlayAsync(cell.Command, cell.Fault);
            await ((Task)playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _outcomes[(cell.Command.Name, cell.Fault.Name)] = new Lazy<CellOutcome>(() =>
                playing.GetAwaiter().GetResult()
            );
        }
    }

    // A pipeline holds its thread: the pool's are for the servers.
    private static Task OnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // An import waits for minutes where no row gets through, and then stops: PostponedImportTests show it on Core's clock. And no session
    // is open yet that could renew a token at an address that never was any good.
    private static bool IsPossible(ServiceCommand command, ServiceFault fault) =>
        !(fault.IsWaitedOut && command.Cmdlet == "Import-VgsCard") && !(fault.IsOfAddress && command.NeedsToken);
}
