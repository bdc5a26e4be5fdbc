using System.Runtime.InteropServices;

namespace VgsCalm.Tests.Packaging;

/// <summary>
/// Core with native code for this platform, which a Release build brings: a copy of the plain one stands for it here.
/// tests/interop/install.sh and windows.sh have the real ones.
/// </summary>
public sealed class CoreLoaderTests : IDisposable
{
    private const string Core = "VgsCalm.Core.dll";
    private const string Script = """
        Import-Module $manifest
        "vault $((New-VgsServiceAccountConfig -VaultId tnt1).VaultId)"
        [AppDomain]::CurrentDomain.GetAssemblies().Where{ $_.GetName().Name -eq 'VgsCalm.Core' }.Location
        """;

    private readonly ModuleCopy _module = new();

    private static string ThisPlatform { get; } =
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    public void Dispose() => _module.Dispose();

    [Fact]
    public async Task Core_for_this_platform_is_the_one_that_is_loaded()
    {
        var native = PlaceOf(ThisPlatform);
        File.Copy(Path.Combine(_module.Folder, Core), native, overwrite: true);

        Assert.Equal(["vault tnt1", native], await ImportProbe.Run(Script, ("manifest", _module.Manifest)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not an assembly")]
    public async Task Where_it_cannot_be_loaded_the_plain_one_is(string content)
    {
        await File.WriteAllTextAsync(PlaceOf(ThisPlatform), content);

        Assert.Equal(
            ["vault tnt1", Path.Combine(_module.Folder, Core)],
            await ImportProbe.Run(Script, ("manifest", _module.Manifest))
        );
    }

    [Fact]
    public async Task On_a_platform_without_one_the_plain_one_is()
    {
        File.Delete(PlaceOf(ThisPlatform));
        File.Copy(Path.Combine(_module.Folder, Core), PlaceOf("plan9-mips"));

        Assert.Equal(
            ["vault tnt1", Path.Combine(_module.Folder, Core)],
            await ImportProbe.Run(Script, ("manifest", _module.Manifest))
        );
    }

    private string PlaceOf(string platform) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(_module.Folder, "lib", platform)).FullName, Core);
}
