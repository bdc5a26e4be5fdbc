namespace VgsCalm.Tests.Leaks;

/// <summary>One stage for all commands.</summary>
public sealed class OpenStage : IAsyncLifetime
{
    internal LeakStage Stage { get; private set; } = null!;

    public async Task InitializeAsync() => Stage = await LeakStage.OpenAsync();

    public async Task DisposeAsync() => await Stage.DisposeAsync();
}
