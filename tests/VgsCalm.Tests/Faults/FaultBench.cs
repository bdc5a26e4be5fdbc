using System.Collections;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Faults;

/// <summary>An emulator and a shell, on which one cell of the matrix is played after the other.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private static readonly SemaphoreSlim HeavyTurn = new(1, 1);

    private readonly VgsEmulator _emulator;
    private readonly ScratchFolder _folder = new();
    private readonly Shell _shell;
    private int _cells;

    private FaultBench(VgsEmulator emulator)
    {
        _emulator = emulator;
        _shell = Shell.At(emulator);
        _shell
            .Run(
                """
                Connect-VgsCalm $calm -Name direct @uris
                Connect-VgsCalm $admin -Name direct-admin @uris
                $card = (New-VgsCard -Name 'John Doe' -Number 5415775831611962 -ExpMonth 11 -ExpYear 29 -Session direct).Id
                """
            )
            .ThrowIfFailed();
    }

    public static async Task<FaultBench> OpenAsync() =>
        new(
            await VgsEmulator.StartAsync(
                new EmulatorOptions
                {
                    EnrolmentDelay = 0,
                    TokenLifetime = 3600,

                    // Where refresh tokens rotate, the one that a lost answer brought is lost with it, and the session is over.
                    SignIn =
                    {
                        ApproveDevices = true,
                        DeviceInterval = 1,
                        RotateRefreshTokens = false,
                    },
                }
            )
        );

    public async Task<CellOutcome> PlayAsync(ServiceCommand command, ServiceFault fault)
    {
        await using var elsewhere = new WireServer(_emulator.BaseUri, "").Listen();
        await using var wire = new WireServer(_emulator.BaseUri, $"http://127.0.0.1:{elsewhere.Port}");
        Connect(command, fault, wire);
        _shell.Run(command.Setup).ThrowIfFailed();

        if (fault.IsHeavy)
        {
            await HeavyTurn.WaitAsync();
        }

        try
        {
            return Play(command, fault, wire) with { Elsewhere = elsewhere.Accepted };
        }
        finally
        {
            if (fault.IsHeavy)
            {
                HeavyTurn.Release();
            }

            foreach (var account in _emulator.ServiceAccounts.Where(account => !account.IsSeeded))
            {
                _emulator.RemoveServiceAccount(account.ClientId);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.Dispose();
        _folder.Dispose();
        await _emulator.DisposeAsync();
    }

    private CellOutcome Play(ServiceCommand command, ServiceFault fault, WireServer wire)
    {
        var csv = _folder.Write(
            $"{++_cells}.csv",
            "Name,CardNumber,ExpirationMonth,ExpirationYear\nJohn Doe,5415775831611962,11,29\n"
        );
        var tokensBefore = TokenRequests();
        _emulator.Requests.Clear();
        if (fault.Emulated is { } emulated)
        {
            _emulator.Faults.Add(emulated(command.Spot));
        }

        if (fault.Wire is { } script)
        {
            wire.Break(script, command.Spot, fault.Once);
        }

        var result = _shell.Run(command.Script, ("csv", csv));
        var requests = fault.Emulated is null
            ? wire.Hits
            : _emulator.Requests.Count(command.Spot.Method, command.Spot.Path);

        _emulator.Faults.Clear();
        wire.Heal();
        if (!fault.Listens)
        {
            wire.Listen();
        }

        var afterwards = Afterwards(command, fault);
        return new CellOutcome(
            EndOf(result),
            requests,
            command.IsTokenRequest ? 0 : TokenRequests() - tokensBefore,
            Elsewhere: 0,
            afterwards
        );
    }

    // The session is opened before the fault begins. Where the address itself is at fault, only the API that is called has it.
    private void Connect(ServiceCommand command, ServiceFault fault, WireServer wire)
    {
        if (fault.Listens)
        {
            wire.Listen();
        }

        var scheme = fault.Wire is { Tls: true } ? "https" : "http";
        var faulty =
            fault.Address
            ?? (
                fault.Emulated is null ? $"{scheme}://127.0.0.1:{wire.Port}" : _emulator.BaseUri.ToString().TrimEnd('/')
            );
        var addresses = new Hashtable((Hashtable)_shell.Get("uris")!) { ["TimeoutSec"] = fault.TakesTime ? 3 : 60 };
        var faultyAddresses = new Hashtable(addresses) { [command.AddressParameter] = faulty + command.BasePath };
        _shell
            .Run(
                command.IsOfPerson
                    ? "Connect-VgsCalm -DeviceCode -Name cell @session"
                    : "Connect-VgsCalm $credential -Name cell @session",
                ("credential", _shell.Get(command.IsOfAccounts ? "admin" : "calm")),
                ("session", command.IsTokenRequest && fault.IsOfAddress ? addresses : faultyAddresses),
                ("cell", faultyAddresses)
            )
            .ThrowIfFailed();
    }

    private string Afterwards(ServiceCommand command, ServiceFault fault)
    {
        var another =
            "$null = Invoke-VgsCalmRequest /cards/none -Api Cmp -SkipHttpErrorCheck -StatusCodeVariable status "
            + "-Session cell; if ($status -notin 403, 404) { throw \"CMP said $status\" }";
        var good = _shell.Run(fault.Heals || command.IsTokenRequest ? command.Good : another);
        return EndOf(good) is null ? CellOutcome.Works : $"{good.Terminating ?? good.Errors[0]}";
    }

    private int TokenRequests() => (int)_shell.Run("(Get-VgsCalmSession -Name cell).TokenRequests").Single.BaseObject;

    private static string? EndOf(ShellResult result)
    {
        var errors = result.Terminating is { } terminating ? [terminating] : result.Errors;
        if (errors.Count > 0)
        {
            return string.Join(" and ", errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        }

        return result.Output is [{ } only] && only.TypeNames[0] == "VgsCalm.VgsImportResult"
            ? ImportEnding.Describe(only)
            : null;
    }
}
