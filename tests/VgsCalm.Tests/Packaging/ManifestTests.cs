using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace VgsCalm.Tests.Packaging;

/// <summary>The manifest, and the commands that it promises.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly Shell _shell = Shell.Open();

    public static TheoryData<string> Lists { get; } =
        new() { "CmdletsToExport", "FunctionsToExport", "AliasesToExport", "VariablesToExport" };

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void It_is_data_and_nothing_that_runs()
    {
        var script = Parser.ParseFile(StagedModule.Manifest, out _, out var errors);

        Assert.Empty(errors);
        Assert.Empty(
            script.FindAll(
                node =>
                    node
                        is CommandAst
                            or VariableExpressionAst
                            or ScriptBlockExpressionAst
                            or SubExpressionAst
                            or InvokeMemberExpressionAst
                            or ExpandableStringExpressionAst,
                searchNestedScriptBlocks: true
            )
        );
        Assert.IsType<System.Collections.Hashtable>(Table().SafeGetValue());
    }

    [Fact]
    public void PowerShells_own_check_passes()
    {
        var module = _shell.Run("Test-ModuleManifest $manifest", ("manifest", StagedModule.Manifest));

        Assert.Equal("VgsCalm", module["Name"]);
        Assert.Equal("Core", string.Join(' ', (IEnumerable<string>)module["CompatiblePSEditions"]!));
        Assert.Equal(new Version(5, 1), module["PowerShellVersion"]);
    }

    [Fact]
    public void A_preview_has_no_number_of_its_own()
    {
        // Update-PSResource compares ModuleVersion only: 0.1.0-preview2 is no update of 0.1.0-preview1.
        var data = (System.Collections.Hashtable)Data()["PSData"]!;

        Assert.DoesNotMatch("[0-9]", (string)data["Prerelease"]!);
    }

    [Fact]
    public void It_claims_the_platforms_that_it_has_run_on_and_no_affiliation()
    {
        var tags = (object[])((System.Collections.Hashtable)Data()["PSData"]!)["Tags"]!;

        Assert.Equal(
            ["PSEdition_Core", "Linux"],
            tags.Intersect(["PSEdition_Core", "PSEdition_Desktop", "Windows", "Linux", "MacOS"])
        );
        Assert.Contains(
            "not affiliated",
            (string)((System.Collections.Hashtable)Table().SafeGetValue())["Description"]!
        );
    }

    [Theory]
    [InlineData("7.0.0.0", false)]
    [InlineData("7.3.12.500", false)]
    [InlineData("7.4.0.500", true)]
    [InlineData("8.0.0.0", true)]
    [InlineData("3.0.0.0", true)]
    public void It_refuses_a_PowerShell_that_the_manifest_cannot(string engine, bool isGood)
    {
        var check = Commands()
            .First()
            .ImplementingType.Assembly.GetType("VgsCalm.Hosting.EngineRequirement")!
            .GetMethod("Check")!;

        var refused = Record.Exception(() => check.Invoke(null, [new Version(engine)]))?.InnerException;

        Assert.Equal(isGood, refused is null);
        Assert.True(isGood || refused!.Message.Contains("7.4", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Exports_are_listed_by_name(string list)
    {
        var names = Strings(list);

        Assert.DoesNotContain(names, name => WildcardPattern.ContainsWildcardCharacters(name));
        if (list != "CmdletsToExport")
        {
            Assert.Empty(names);
        }
    }

    [Fact]
    public void It_exports_exactly_the_cmdlets_that_there_are()
    {
        var present = Commands()
            .First()
            .ImplementingType.Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");

        Assert.Equal(present.Order(), Strings("CmdletsToExport").Order());
        Assert.Equal(present.Order(), Commands().Select(command => command.Name).Order());
    }

    [Fact]
    public void Every_file_that_it_names_is_there() =>
        Assert.All(
            [.. Strings("FormatsToProcess"), .. Strings("RootModule")],
            file => Assert.True(File.Exists(Path.Combine(StagedModule.Folder, file)), file)
        );

    [Fact]
    public void Every_verb_is_approved()
    {
        var approved = typeof(VerbsCommon)
            .Assembly.GetTypes()
            .Where(type =>
                type.Namespace == "System.Management.Automation"
                && type.Name.StartsWith("Verbs", StringComparison.Ordinal)
                && type.IsPublic
            )
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(Commands(), command => Assert.Contains(command.Verb, approved));
    }

    [Fact]
    public void Every_noun_is_the_products() =>
        Assert.All(Commands(), command => Assert.StartsWith("Vgs", command.Noun, StringComparison.Ordinal));

    [Fact]
    public void Every_command_says_what_it_gives_unless_it_gives_nothing() =>
        Assert.Equal(
            ["Disconnect-VgsCalm", "Remove-VgsServiceAccount", "Select-VgsCalmSession"],
            Commands().Where(command => command.OutputType.Count == 0).Select(command => command.Name).Order()
        );

    [Fact]
    public void Every_command_that_changes_something_at_VGS_or_on_disk_takes_WhatIf() =>
        Assert.Equal(
            [
                "Export-VgsServiceAccountConfig",
                "Get-VgsCardUpdate",
                "Import-VgsCard",
                "Invoke-VgsCalmRequest",
                "New-VgsCard",
                "New-VgsMerchant",
                "New-VgsNetworkToken",
                "New-VgsServiceAccount",
                "Remove-VgsNetworkToken",
                "Remove-VgsServiceAccount",
                "Reset-VgsServiceAccount",
            ],
            Commands()
                .Where(command => command.Parameters.ContainsKey("WhatIf"))
                .Select(command => command.Name)
                .Order()
        );

    [Fact]
    public void No_type_that_PowerShell_looks_at_on_import_comes_from_the_library()
    {
        var seen = Commands()
            .Select(command => command.ImplementingType)
            .SelectMany(type =>
                type.GetProperties()
                    .Select(property => property.PropertyType)
                    .Concat(type.GetInterfaces())
                    .Concat(Bases(type))
            )
            .SelectMany(Inner)
            .Distinct();

        Assert.All(
            seen,
            type =>
                Assert.False(
                    type.Assembly.Location.StartsWith(
                        Path.Combine(StagedModule.Folder, "lib"),
                        StringComparison.Ordinal
                    ),
                    type.FullName
                )
        );
    }

    private IEnumerable<CmdletInfo> Commands() =>
        _shell
            .Run("Get-Command -Module VgsCalm")
            .ThrowIfFailed()
            .Output.Select(command => (CmdletInfo)command.BaseObject);

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var it = type.BaseType; it is not null; it = it.BaseType)
        {
            yield return it;
        }
    }

    private static IEnumerable<Type> Inner(Type type) =>
        [type, .. type.GetGenericArguments(), .. type.HasElementType ? new[] { type.GetElementType()! } : []];

    private static System.Collections.Hashtable Data() =>
        (System.Collections.Hashtable)((System.Collections.Hashtable)Table().SafeGetValue())["PrivateData"]!;

    private static HashtableAst Table() =>
        (HashtableAst)
            Parser
                .ParseFile(StagedModule.Manifest, out _, out _)
                .Find(node => node is HashtableAst, searchNestedScriptBlocks: false)!;

    private static string[] Strings(string key)
    {
        var table = (System.Collections.Hashtable)Table().SafeGetValue();
        Assert.True(table.ContainsKey(key), key);
        return table[key] is object[] several ? [.. several.Cast<string>()] : [(string)table[key]!];
    }
}
