using System.Text.RegularExpressions;
using VgsCalm.Testing;

namespace VgsCalm.Core.Tests.Layout;

/// <summary>How the house is laid out: namespaces are folders, and none of Core's uses another that uses it back.</summary>
public sealed partial class LayoutTests
{
    private static readonly string[] Projects =
    [
        "VgsCalm",
        "VgsCalm.Core",
        "VgsCalm.Formats",
        "VgsCalm.Emulator",
        "VgsCalm.Help",
    ];

    public static TheoryData<string> AllProjects => [.. Projects];

    [Theory]
    [MemberData(nameof(AllProjects))]
    public void A_files_namespace_is_its_folder(string project)
    {
        var root = Path.Combine(Source(), project);
        var rootNamespace = project is "VgsCalm.Core" ? "VgsCalm" : project;
        string[] wrong =
        [
            .. Files(root)
                .Select(file => Fault(root, rootNamespace, file))
                .OfType<string>()
                .Order(StringComparer.Ordinal),
        ];
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_namespaces_of_Core_use_each_other_in_a_circle()
    {
        var graph = new NamespaceGraph(typeof(VgsApiException).Assembly);

        // The graph sees what it should: a signature, and the code of an async method.
        Assert.Contains("VgsCalm.Auth", graph.Uses("VgsCalm.Http"));
        Assert.Contains("VgsCalm.Http.Exchange", graph.Uses("VgsCalm.Auth"));
        Assert.True(graph.Cycles().Length == 0, string.Join("\n", graph.Cycles().Append(graph.ToString())));
    }

    private static IEnumerable<string> Files(string root) =>
        Directory
            .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Relative(root, file).Split('/').Any(part => part is "obj" or "bin"));

    // Public Vgs* types stand in VgsCalm, so that scripts catch [VgsCalm.VgsApiException] wherever the file lies.
    private static string? Fault(string root, string rootNamespace, string file)
    {
        var relative = Relative(root, file);
        var text = File.ReadAllText(file);
        var match = NamespaceLine().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var folder = Path.GetDirectoryName(relative)!.Replace('/', '.');
        var expected = folder.Length == 0 ? rootNamespace : $"{rootNamespace}.{folder}";
        var name = match.Groups["name"].Value;
        var isPublicType =
            name == "VgsCalm"
            && Path.GetFileName(file).StartsWith("Vgs", StringComparison.Ordinal)
            && PublicType().IsMatch(text);
        return name == expected || isPublicType ? null : $"{relative}: {name}, not {expected}";
    }

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    // Not the compiler's path of this file: a build that is the same wherever it lies writes "/_/" there.
    private static string Source() => Path.Combine(StagedModule.SourceRoot, "src");

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)\s*[;{]?\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^public .*\b(class|enum|record|struct) Vgs\w+",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex PublicType();
}
