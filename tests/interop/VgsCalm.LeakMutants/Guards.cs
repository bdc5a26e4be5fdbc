using Mono.Cecil;
using Mono.Cecil.Cil;

namespace VgsCalm.LeakMutants;

/// <summary>
/// The guards of one assembly: static methods that take what the redacting method takes, and give what it gives, or what
/// there is without it.
/// </summary>
internal sealed class Guards
{
    private readonly ModuleDefinition _module;
    private readonly TypeDefinition _type;

    public Guards(ModuleDefinition module)
    {
        _module = module;
        _type = new TypeDefinition(
            "VgsCalm",
            "RedactionGuards",
            TypeAttributes.Abstract | TypeAttributes.Sealed,
            module.TypeSystem.Object
        );
        module.Types.Add(_type);
    }

    /// <summary>
    /// Calls a guard in place of the redacting method: <c>Guard(text) => RedactionSwitch.Choose(Unredacted.Text(text),
    /// Redact(text), piece)</c>.
    /// </summary>
    public void PutAround(Instruction call, Redactor redactor, Piece piece)
    {
        var callee = (MethodReference)call.Operand;
        if (Without(redactor).Parameters.Count != callee.Parameters.Count + (callee.HasThis ? 1 : 0))
        {
            throw new InvalidOperationException(
                $"{nameof(Unredacted)}.{redactor.Without} does not take what {callee} takes."
            );
        }

        var result = _module.ImportReference(Closed(callee.ReturnType, callee));
        var guard = new MethodDefinition(
            $"Guard{piece.Number}",
            MethodAttributes.Assembly | MethodAttributes.Static,
            result
        );
        if (callee.HasThis)
        {
            guard.Parameters.Add(new ParameterDefinition(callee.DeclaringType));
        }

        foreach (var parameter in callee.Parameters)
        {
            guard.Parameters.Add(
                new ParameterDefinition(_module.ImportReference(Closed(parameter.ParameterType, callee)))
            );
        }

        _type.Methods.Add(guard);

        // The guard is not of the type that the method may be private to.
        if (callee is MethodDefinition { IsPrivate: true } own)
        {
            own.IsAssembly = true;
        }

        var choose = new GenericInstanceMethod(
            _module.ImportReference(typeof(RedactionSwitch).GetMethod(nameof(RedactionSwitch.Choose)))
        );
        choose.GenericArguments.Add(result);
        var il = guard.Body.GetILProcessor();
        foreach (var parameter in guard.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
        }

        il.Emit(OpCodes.Call, Without(redactor));
        foreach (var parameter in guard.Parameters)
        {
            il.Emit(OpCodes.Ldarg, parameter);
        }

        il.Emit(callee.HasThis ? OpCodes.Callvirt : OpCodes.Call, callee);
        il.Emit(OpCodes.Ldc_I4, piece.Number);
        il.Emit(OpCodes.Call, choose);
        il.Emit(OpCodes.Ret);

        if (call.OpCode == OpCodes.Callvirt)
        {
            call.OpCode = OpCodes.Call;
        }

        call.Operand = guard;
    }

    /// <summary>Leaves a method at its beginning: <c>if (RedactionSwitch.IsOut(piece)) return Unredacted.Number(this);</c>.</summary>
    public void PutAtBeginning(MethodDefinition method, Redactor redactor, Piece piece)
    {
        var il = method.Body.GetILProcessor();
        var first = method.Body.Instructions[0];
        void Emit(Instruction instruction) => il.InsertBefore(first, instruction);
        Emit(il.Create(OpCodes.Ldc_I4, piece.Number));
        Emit(
            il.Create(
                OpCodes.Call,
                _module.ImportReference(typeof(RedactionSwitch).GetMethod(nameof(RedactionSwitch.IsOut)))
            )
        );
        Emit(il.Create(OpCodes.Brfalse, first));
        Emit(il.Create(OpCodes.Ldarg, method.Body.ThisParameter));
        foreach (var parameter in method.Parameters)
        {
            Emit(il.Create(OpCodes.Ldarg, parameter));
        }

        Emit(il.Create(OpCodes.Call, Without(redactor)));
        Emit(il.Create(OpCodes.Ret));
    }

    private MethodReference Without(Redactor redactor) =>
        _module.ImportReference(typeof(Unredacted).GetMethod(redactor.Without));

    // What !0 and !!0 stand for at this call.
    private static TypeReference Closed(TypeReference type, MethodReference callee) =>
        type switch
        {
            GenericParameter { Type: GenericParameterType.Type } open => (
                (GenericInstanceType)callee.DeclaringType
            ).GenericArguments[open.Position],
            GenericParameter open => ((GenericInstanceMethod)callee).GenericArguments[open.Position],
            GenericInstanceType generic => Closed(generic, callee),
            _ => type,
        };

    private static GenericInstanceType Closed(GenericInstanceType type, MethodReference callee)
    {
        var closed = new GenericInstanceType(type.ElementType);
        foreach (var argument in type.GenericArguments)
        {
            closed.GenericArguments.Add(Closed(argument, callee));
        }

        return closed;
    }
}
