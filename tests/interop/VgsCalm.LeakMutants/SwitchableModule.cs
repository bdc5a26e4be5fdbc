using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace VgsCalm.LeakMutants;

/// <summary>
/// A copy of the staged module in which each piece of redaction can be switched off while it runs: a process can load the module only
/// once. Where the module calls a redacting method, or makes a delegate of it, the copy calls a guard, which asks the
/// <see cref="RedactionSwitch"/>. Nothing of this is in the module that is shipped.
/// </summary>
internal sealed class SwitchableModule
{
    private const string CoreFile = "VgsCalm.Core.dll";

    // Core first: the others use it.
    private static readonly string[] Assemblies = [CoreFile, "VgsCalm.dll", Path.Combine("lib", "VgsCalm.Formats.dll")];

    private readonly List<Piece> _pieces = [];
    private readonly HashSet<Redactor> _found = [];
    private readonly List<string> _unlisted = [];
    private readonly List<string> _passedOver = [];

    public IReadOnlyList<Piece> Pieces => _pieces;

    /// <summary>Redactors that nothing calls, and methods of redacting types that are not in the list.</summary>
    public IEnumerable<string> Gaps =>
        Redactors
            .All.Where(r => !_found.Contains(r))
            .Select(r => $"{r.Type}.{r.Method} is called nowhere{(r.In is null ? "" : $" in {r.In}")}")
            .Concat(_unlisted)
            .Concat(
                Redactors
                    .OtherUses.Keys.Except(_passedOver, StringComparer.Ordinal)
                    .Select(name => $"there is no '{name}'")
            );

    /// <summary>Calls of redactors that are no redaction.</summary>
    public IEnumerable<string> PassedOver => _passedOver;

    /// <summary>Copies the module and makes the copy switchable.</summary>
    public static SwitchableModule Make(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            // With native code, that of a Release build cannot be rewritten, and would be loaded in place of what is.
            if (
                Path.GetFileName(file) == CoreFile
                && Path.GetDirectoryName(file) != Path.TrimEndingDirectorySeparator(from)
            )
            {
                continue;
            }

            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var made = new SwitchableModule();
        foreach (var name in Assemblies)
        {
            made.Rewrite(from, Path.Combine(from, name), Path.Combine(to, name));
        }

        return made;
    }

    private void Rewrite(string folder, string from, string to)
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var place in (string[])[folder, Path.GetDirectoryName(from)!, AppContext.BaseDirectory])
        {
            resolver.AddSearchDirectory(place);
        }

        using var assembly = AssemblyDefinition.ReadAssembly(
            from,
            new ReaderParameters { AssemblyResolver = resolver }
        );
        var types = assembly.MainModule.GetAllTypes().ToArray();
        var guards = new Guards(assembly.MainModule);
        foreach (var type in types)
        {
            Rewrite(type, guards);
        }

        assembly.Write(to);
    }

    private void Rewrite(TypeDefinition type, Guards guards)
    {
        foreach (var method in type.Methods.Where(m => m.HasBody).ToArray())
        {
            foreach (var (name, sites) in SitesIn(method))
            {
                for (var i = 0; i < sites.Count; i++)
                {
                    PutAround(sites[i], sites.Count == 1 ? name : $"{name} ({i + 1})", guards);
                }
            }

            if (Redactors.All.FirstOrDefault(r => r.IsWhole && r.Is(method)) is { } whole)
            {
                guards.PutAtBeginning(method, whole, Next($"{type.Name}.{method.Name}", whole));
            }
        }

        if (!Redactors.Exempt.TryGetValue(type.FullName, out var exempt))
        {
            return;
        }

        _unlisted.AddRange(
            type.Methods.Where(m =>
                    !m.IsConstructor
                    && !m.Name.Contains('<')
                    && !exempt.Contains(m.Name)
                    && !Redactors.All.Any(r => r.Is(m))
                )
                .Select(m => $"{type.FullName}.{m.Name} is not in the list of redactors")
        );
    }

    private void PutAround((Instruction Call, Redactor Redactor) site, string name, Guards guards)
    {
        if (Redactors.OtherUses.ContainsKey(name))
        {
            _passedOver.Add(name);
        }
        else
        {
            guards.PutAround(site.Call, site.Redactor, Next(name, site.Redactor));
        }
    }

    private Piece Next(string name, Redactor redactor)
    {
        _found.Add(redactor);

        // Lambdas of one method are methods of their own here.
        var same = _pieces.Count(p => p.Name == name || p.Name.StartsWith(name + " [", StringComparison.Ordinal));
        var piece = new Piece(_pieces.Count + 1, same == 0 ? name : $"{name} [{same + 1}]");
        _pieces.Add(piece);
        return piece;
    }

    private static Dictionary<string, List<(Instruction Call, Redactor Redactor)>> SitesIn(MethodDefinition method)
    {
        var sites = new Dictionary<string, List<(Instruction, Redactor)>>(StringComparer.Ordinal);
        foreach (
            var call in method.Body.Instructions.Where(i =>
                i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt || i.OpCode == OpCodes.Ldftn
            )
        )
        {
            var callee = (MethodReference)call.Operand;
            if (Redactors.All.FirstOrDefault(r => r.IsCalledBy(callee, method)) is not { } redactor)
            {
                continue;
            }

            var name =
                $"{Redactor.Outermost(method.DeclaringType).Name}.{Redactor.NameOf(method)}: "
                + $"{callee.DeclaringType.Name.Split('`')[0]}.{callee.Name}{PropertyOf(call)}";
            if (!sites.TryGetValue(name, out var known))
            {
                sites.Add(name, known = []);
            }

            known.Add((call, redactor));
        }

        return sites;
    }

    // The property that an object initializer sets next.
    private static string PropertyOf(Instruction call) =>
        call.Next?.Operand is MethodReference setter && setter.Name.StartsWith("set_", StringComparison.Ordinal)
            ? $" for {setter.Name[4..]}"
            : "";
}
