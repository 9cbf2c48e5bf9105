using System.Reflection;
using System.Reflection.Emit;

namespace Dispatch.Tests.House;

/// <summary>Which types a type uses: in its fields, signatures and attributes, and in what its methods do.</summary>
internal static class TypesUsed
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static IReadOnlySet<Type> By(Type type)
    {
        var used = new HashSet<Type>();
        Type?[] above = [type.BaseType, .. type.GetInterfaces(), .. type.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())];
        foreach (var one in above.Concat(Attributes(type))) Add(one, used);
        foreach (var field in type.GetFields(All)) Add(field.FieldType, used);
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))) AddMethod(method, used);
        return used;
    }

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData()
        .SelectMany(data => data.ConstructorArguments.Select(argument => argument.Value).OfType<Type>().Append(data.AttributeType));

    private static void AddMethod(MethodBase method, HashSet<Type> used)
    {
        foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType, used);
        if (method is MethodInfo { ReturnType: var returned }) Add(returned, used);
        foreach (var attribute in Attributes(method)) Add(attribute, used);
        if (method.GetMethodBody() is not { } body) return;
        foreach (var local in body.LocalVariables) Add(local.LocalType, used);
        foreach (var caught in body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause)) Add(caught.CatchType, used);
        foreach (var token in Tokens(body.GetILAsByteArray()!)) AddMember(Resolve(method, token), used);
    }

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, method.IsGenericMethod ? method.GetGenericArguments() : null);
    }

    private static void AddMember(MemberInfo? member, HashSet<Type> used)
    {
        if (member is Type type) Add(type, used);
        if (member?.DeclaringType is { } owner) Add(owner, used);
        if (member is FieldInfo field) Add(field.FieldType, used);
        if (member is MethodInfo called)
            foreach (var one in called.GetGenericArguments().Append(called.ReturnType)) Add(one, used);
    }

    /// <summary>The metadata tokens that the instructions name.</summary>
    private static IEnumerable<int> Tokens(byte[] il)
    {
        for (var at = 0; at < il.Length;)
        {
            var code = OpCodesByValue[il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType) yield return BitConverter.ToInt32(il, at);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
                _ => 4,
            };
        }
    }

    private static void Add(Type? type, HashSet<Type> used)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType) Add(type.GetElementType(), used);
        else if (used.Add(type) && type.IsGenericType)
            foreach (var argument in type.GetGenericArguments()) Add(argument, used);
    }
}
