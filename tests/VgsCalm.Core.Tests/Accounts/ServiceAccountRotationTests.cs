using VgsCalm.Accounts;
using VgsCalm.Core.Tests.Http;

namespace VgsCalm.Core.Tests.Accounts;

/// <summary>What a person is told when a rotation is interrupted, and what a rotation needs to know before it begins.</summary>
public sealed class ServiceAccountRotationTests : IDisposable
{
    private static readonly VgsServiceAccountConfig Config = new("calm", ["cards:write"]) { VaultId = "tnt1" };
    private static readonly ServiceAccount Old = ServiceAccount.FromConfig(Config, "ACold");

    private readonly TransportRig _rig = new();

    [Fact]
    public async Task Once_the_old_account_is_gone_there_is_nothing_to_tell()
    {
        _rig.Service.Answer(204);
        var rotation = Rotation(() => { });

        await rotation.RemoveOldAsync(Plan(), Old with { ClientId = "ACnew" }, _rig.Observer, CancellationToken.None);

        Assert.Null(rotation.Leftover);
        Assert.EndsWith("/ACold", Assert.Single(_rig.Service.Sent).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(403, "The successor 'ACnew' is not used and could not be removed")]
    public async Task A_stopped_proof_tells_of_a_successor_that_is_there_still(int status, string? told)
    {
        using var stop = new CancellationTokenSource();
        _rig.Service.Answer(201, """{"data":{"attributes":{"client_id":"ACnew","client_secret":"s"}}}""");
        _rig.Service.Answer(status);
        var rotation = Rotation(() =>
        {
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            rotation.RunAsync(Plan(), _rig.Observer, stop.Token)
        );

        Assert.Equal(told is null, rotation.Leftover is null);
        Assert.Contains(told ?? "", rotation.Leftover ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", false)]
    [InlineData("[\"cards:write\"]", true)]
    public async Task An_account_whose_scopes_the_list_does_not_tell_is_not_replaced(string scopes, bool isKnown)
    {
        var account = $$"""{"client_id":"ACold","name":"calm","scopes":{{scopes}},"vaults":["tnt1"]}""";
        _rig.Service.Answer(200, $$$$"""{"data":{"attributes":{"service_accounts":[{{{{account}}}}]}}}""");
        var planner = new RotationPlanner(new ServiceAccountClient(_rig.Transport), sessionArgument: "");

        var error = await Record.ExceptionAsync(() =>
            planner.RunAsync("ACorg", "ACold", settings: null, held: null, _rig.Observer, CancellationToken.None)
        );

        Assert.Equal(isKnown, error is null);
        Assert.Equal(isKnown, error is not VgsConfigException);
    }

    public void Dispose() => _rig.Dispose();

    private static RotationPlan Plan() => new("ACorg", Old, Config, [Old], new AccountCommands("ACorg", ""));

    private ServiceAccountRotation Rotation(Action prove) =>
        new(
            new ServiceAccountClient(_rig.Transport),
            () =>
                new SuccessorProof(
                    (_, _, _) =>
                    {
                        prove();
                        return Task.CompletedTask;
                    },
                    TimeSpan.FromMinutes(1),
                    _rig.Clock
                ),
            store: null
        );
}
