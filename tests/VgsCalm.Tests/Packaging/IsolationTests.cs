namespace VgsCalm.Tests.Packaging;

/// <summary>
/// Another module's YAML library in the same process: ours stays ours, and theirs theirs. Each in a process of its own.
/// </summary>
public sealed class IsolationTests
{
    private const string UseTheirs = """
        $theirs = [Reflection.Assembly]::LoadFrom($other)
        """;

    private const string UseOurs = """
        Import-Module $manifest
        $file = [IO.Path]::GetTempFileName()
        New-VgsServiceAccountConfig -VaultId tnt1 | Export-VgsServiceAccountConfig $file -Force
        (Import-VgsServiceAccountConfig $file).VaultId
        [IO.File]::Delete($file)
        """;

    // What a user of the other module sees: the type by its name, the assembly by its name, and that it works.
    private const string Look = """
        foreach ($context in [Runtime.Loader.AssemblyLoadContext]::All) {
            foreach ($assembly in $context.Assemblies) {
                if ($assembly.GetName().Name -eq 'YamlDotNet') { "$($context.Name): $($assembly.Location)" }
            }
        }
        [YamlDotNet.Serialization.SerializerBuilder].Assembly.Location
        [Reflection.Assembly]::Load('YamlDotNet').Location
        [YamlDotNet.Serialization.SerializerBuilder]::new().Build().Serialize(@{ a = 1 }).Trim()
        """;

    [Fact]
    public async Task An_older_library_loaded_first_changes_nothing_and_stays() =>
        ShouldLiveSideBySide(
            await ImportProbe.Run($"{UseTheirs}\n{UseOurs}\n{Look}", ("other", ImportProbe.OlderYaml)),
            ImportProbe.OlderYaml
        );

    [Fact]
    public async Task An_older_library_that_comes_later_is_the_one_that_its_users_get() =>
        ShouldLiveSideBySide(
            await ImportProbe.Run($"{UseOurs}\n{UseTheirs}\n{Look}", ("other", ImportProbe.OlderYaml)),
            ImportProbe.OlderYaml
        );

    [Theory]
    [InlineData(UseTheirs + "\n" + UseOurs)]
    [InlineData(UseOurs + "\n" + UseTheirs)]
    public async Task Another_copy_of_the_very_same_library_is_kept_apart_too(string script)
    {
        var folder = Directory.CreateTempSubdirectory("vgscalm-");
        try
        {
            var copy = Path.Combine(folder.FullName, "YamlDotNet.dll");
            File.Copy(Ours, copy);

            ShouldLiveSideBySide(await ImportProbe.Run($"{script}\n{Look}", ("other", copy)), copy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_older_library_is_really_older() =>
        Assert.Equal(
            ["13.0", "18.0"],
            new[] { ImportProbe.OlderYaml, Ours }.Select(file =>
                System.Reflection.AssemblyName.GetAssemblyName(file).Version!.ToString(2)
            )
        );

    private static string Ours => Path.Combine(StagedModule.Folder, "lib", "YamlDotNet.dll");

    private static void ShouldLiveSideBySide(string[] lines, string theirs)
    {
        Assert.Equal(["tnt1", $"Default: {theirs}", $"VgsCalm: {Ours}", theirs, theirs, "a: 1"], lines);
    }
}
