using System.Reflection;

namespace VgsCalm.Tests.Packaging;

/// <summary>What is shipped, and where it lies.</summary>
public sealed class StagedLayoutTests
{
    [Fact]
    public void The_root_has_what_cannot_conflict_and_nothing_else() =>
        Assert.Equal(
            [
                "CHANGELOG.md",
                "LICENSE",
                "THIRD-PARTY-NOTICES.txt",
                "VgsCalm.Core.dll",
                "VgsCalm.Format.ps1xml",
                "VgsCalm.Loader.dll",
                "VgsCalm.dll",
                "VgsCalm.psd1",
            ],
            FilesIn("")
        );

    [Fact]
    public void Folders_are_those_of_libraries_and_of_help() =>
        Assert.Empty(Directory.GetDirectories(StagedModule.Folder).Select(Path.GetFileName).Except(["lib", "en-US"]));

    [Fact]
    public void The_library_has_what_may_conflict_with_other_modules() =>
        Assert.Equal(["VgsCalm.Formats.dll", "YamlDotNet.dll"], FilesIn("lib"));

    [Fact]
    public void The_notices_name_every_library_that_is_shipped_and_no_other()
    {
        var named = File.ReadLines(Path.Combine(StagedModule.Folder, "THIRD-PARTY-NOTICES.txt"))
            .Where(line => line.StartsWith("lib/", StringComparison.Ordinal));
        var shipped = FilesIn("lib")
            .Where(file => file != "VgsCalm.Formats.dll")
            .Select(file => "lib/" + file)
            .Concat(FilesIn("lib/desktop").Select(file => "lib/desktop/" + file));

        Assert.Equal(shipped.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void For_Windows_PowerShell_it_has_all_that_its_framework_lacks()
    {
        string[] present = FilesIn("lib/desktop");

        Assert.Contains("System.Text.Json.dll", present);
        Assert.All(present, file => Assert.EndsWith(".dll", file, StringComparison.Ordinal));

        // Whatever one of ours refers to is there, or .NET Framework 4.7.2 and PowerShell bring it.
        var known = present
            .Select(Path.GetFileNameWithoutExtension)
            .Concat(FilesIn("").Concat(FilesIn("lib")).Select(Path.GetFileNameWithoutExtension))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] framework =
        [
            "mscorlib",
            "netstandard",
            "System",
            "System.Core",
            "System.Numerics",
            "System.Runtime",
            "System.Management.Automation",
            "System.Threading.Tasks",
            "System.Xml",
            "System.Runtime.Serialization",
        ];
        Assert.Empty(
            AllAssemblies().SelectMany(References).Distinct().Where(name => !known.Contains(name)).Except(framework)
        );
    }

    [Fact]
    public void Nothing_in_the_root_has_a_name_of_the_frameworks() =>
        Assert.DoesNotContain(
            FilesIn(""),
            file =>
                file.StartsWith("System.", StringComparison.OrdinalIgnoreCase)
                || file.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase)
        );

    [Fact]
    public void Help_is_one_file_of_commands_and_one_for_each_page_about_something() =>
        Assert.Equal(
            Directory
                .GetFiles(Path.Combine(StagedModule.SourceRoot, "docs", "about"), "*.md")
                .Select(page => $"{Path.GetFileNameWithoutExtension(page)}.help.txt")
                .Append("VgsCalm.dll-Help.xml")
                .Order(StringComparer.Ordinal),
            FilesIn("en-US")
        );

    [Fact]
    public void The_module_and_its_core_refer_to_no_library_but_through_the_bridge() =>
        Assert.DoesNotContain(
            "YamlDotNet",
            new[] { "VgsCalm.dll", "VgsCalm.Core.dll" }.SelectMany(file =>
                References(Path.Combine(StagedModule.Folder, file))
            )
        );

    [Theory]
    [InlineData("VgsCalm.dll")]
    [InlineData("VgsCalm.Core.dll")]
    [InlineData("VgsCalm.Loader.dll")]
    [InlineData("lib/VgsCalm.Formats.dll")]
    public void Assemblies_have_the_manifests_version(string file) =>
        Assert.Equal(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(StagedModule.Folder)),
            AssemblyName.GetAssemblyName(Path.Combine(StagedModule.Folder, file)).Version!.ToString(3)
        );

    private static string[] FilesIn(string folder) =>
        [
            .. Directory
                .GetFiles(Path.Combine(StagedModule.Folder, folder))
                .Select(file => Path.GetFileName(file))
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> AllAssemblies() =>
        Directory.EnumerateFiles(StagedModule.Folder, "*.dll", SearchOption.AllDirectories);

    private static IEnumerable<string> References(string file)
    {
        using var stream = File.OpenRead(file);
        using var portable = new System.Reflection.PortableExecutable.PEReader(stream);
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(portable);
        return
        [
            .. metadata.AssemblyReferences.Select(handle =>
                metadata.GetString(metadata.GetAssemblyReference(handle).Name)
            ),
        ];
    }
}
