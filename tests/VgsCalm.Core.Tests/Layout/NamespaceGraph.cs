using System.Reflection;
using System.Reflection.Emit;

namespace VgsCalm.Core.Tests.Layout;

/// <summary>Which namespaces of an assembly use which others: in signatures, fields, attributes and the code of methods.</summary>
internal sealed class NamespaceGraph
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly Assembly _assembly;
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);

    public NamespaceGraph(Assembly assembly)
    {
        _assembly = assembly;
        foreach (var type in assembly.GetTypes().Where(IsOurs))
        {
            Visit(type);
        }
    }

    public IReadOnlyCollection<string> Uses(string name) => _edges.TryGetValue(name, out var uses) ? uses : [];

    /// <summary>Each cycle once, as <c>A, B, C</c>: every namespace of it reaches every other one.</summary>
    public string[] Cycles() =>
        [
            .. _edges
                .Keys.Select(name => _edges.Keys.Where(other => Reaches(name, other) && Reaches(other, name)).ToArray())
                .Where(group => group.Length > 1)
                .Select(group => string.Join(", ", group))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Each namespace with those it uses, a line each.</summary>
    public override string ToString() =>
        string.Join("\n", _edges.Select(edge => $"{edge.Key} -> {string.Join(", ", edge.Value)}"));

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([from]);
        while (open.TryPop(out var name))
        {
            foreach (var next in Uses(name))
            {
                if (next == to)
                {
                    return true;
                }

                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("VgsCalm", StringComparison.Ordinal) == true;

    private void Visit(Type type)
    {
        var from = type.Namespace!;
        Add(from, type.BaseType);
        AddAll(from, type.GetInterfaces());
        AddAll(from, type.GetFields(All).Select(field => field.FieldType));
        AddAll(from, type.GetCustomAttributesData().Select(attribute => attribute.AttributeType));
        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            AddAll(from, method.GetParameters().Select(parameter => parameter.ParameterType));
            Add(from, (method as MethodInfo)?.ReturnType);
            VisitBody(from, type, method);
        }
    }

    private void VisitBody(string from, Type type, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        AddAll(from, body.LocalVariables.Select(local => local.LocalType));
        AddAll(
            from,
            body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)
                .Select(clause => clause.CatchType)
        );
        var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, typeArguments, methodArguments);
            Add(from, member as Type ?? member?.DeclaringType);
            AddAll(from, (member as MethodInfo)?.GetGenericArguments() ?? []);
        }
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length; )
        {
            var first = code[at++];
            var opCode = OpCodesByValue[first == 0xFE ? (short)(0xFE00 | code[at++]) : first];
            switch (opCode.OperandType)
            {
                case OperandType.InlineType
                or OperandType.InlineMethod
                or OperandType.InlineField
                or OperandType.InlineTok:
                    yield return BitConverter.ToInt32(code, at);
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                default:
                    at += OperandSize(opCode.OperandType);
                    break;
            }
        }
    }

    private static int OperandSize(OperandType type) =>
        type switch
        {
            OperandType.InlineNone => 0,
            OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
            OperandType.InlineVar => 2,
            OperandType.InlineI8 or OperandType.InlineR => 8,
            _ => 4,
        };

    private void AddAll(string from, IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            Add(from, type);
        }
    }

    private void Add(string from, Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(from, type.GetElementType());
            return;
        }

        if (type.IsGenericType)
        {
            AddAll(from, type.GenericTypeArguments);
        }

        if (type.Assembly == _assembly && !type.IsGenericParameter && IsOurs(type) && type.Namespace != from)
        {
            if (!_edges.TryGetValue(from, out var uses))
            {
                _edges[from] = uses = new SortedSet<string>(StringComparer.Ordinal);
            }

            uses.Add(type.Namespace!);
        }
    }
}
