using System.Reflection;
using Mono.Cecil;

namespace VgsCalm.Tests.Packaging;

/// <summary>
/// What Windows PowerShell 5.1 will find, read from the files: every assembly that ours refer to, in a version that is enough, and
/// in it every type and member that they use. .NET Framework and the engine are those of their reference assemblies.
/// </summary>
public sealed class DesktopReferenceTests
{
    private static readonly string Framework = Metadata("DotNetFrameworkPath");
    private static readonly string[] Shipped =
    [
        StagedModule.Folder,
        Path.Combine(StagedModule.Folder, "lib"),
        Path.Combine(StagedModule.Folder, "lib", "desktop"),
    ];
    private static readonly string[] Brought =
    [
        Metadata("PowerShellStandardPath"),
        Framework,
        Path.Combine(Framework, "Facades"),
    ];

    public static TheoryData<string> Assemblies() =>
        [
            .. Shipped
                .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
                .Select(file => Path.GetRelativePath(StagedModule.Folder, file)),
        ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_reference_is_met_by_a_file_of_the_same_key_and_no_older_version(string assembly)
    {
        using var module = Read(assembly);

        Assert.Empty(module.AssemblyReferences.Select(Unmet).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_type_and_member_that_is_used_exists_there(string assembly)
    {
        using var module = Read(assembly);
        var types = module.GetTypeReferences().Where(type => type.Resolve() is null).Select(type => type.FullName);
        var members = module
            .GetMemberReferences()
            .Where(member => !IsOfAnArray(member) && member.Resolve() is null)
            .Select(member => member.FullName);

        Assert.Empty(types.Concat(members));
    }

    private static string? Unmet(AssemblyNameReference wanted)
    {
        var file = Shipped
            .Concat(Brought)
            .Select(folder => Path.Combine(folder, wanted.Name + ".dll"))
            .FirstOrDefault(File.Exists);
        if (file is null)
        {
            return $"{wanted.FullName}: no such file";
        }

        var found = AssemblyName.GetAssemblyName(file);
        if (found.Version < wanted.Version)
        {
            return $"{wanted.FullName}: {Path.GetFileName(file)} has version {found.Version}";
        }

        var sameKey = (wanted.PublicKeyToken ?? []).AsSpan().SequenceEqual(found.GetPublicKeyToken() ?? []);
        return sameKey ? null : $"{wanted.FullName}: {Path.GetFileName(file)} has another key";
    }

    private static ModuleDefinition Read(string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        foreach (var folder in resolver.GetSearchDirectories())
        {
            resolver.RemoveSearchDirectory(folder);
        }

        foreach (var folder in Shipped.Concat(Brought))
        {
            resolver.AddSearchDirectory(folder);
        }

        return ModuleDefinition.ReadModule(
            Path.Combine(StagedModule.Folder, assembly),
            new ReaderParameters { AssemblyResolver = resolver }
        );
    }

    // Get, Set, Address and constructors of arrays of several dimensions are the runtime's own and stand in no file.
    private static bool IsOfAnArray(MemberReference member) => member.DeclaringType is ArrayType;

    private static string Metadata(string key) => BuildPaths.Find(typeof(DesktopReferenceTests).Assembly, key);
}
