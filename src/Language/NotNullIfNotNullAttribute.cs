namespace System.Diagnostics.CodeAnalysis;

/// <summary>Tells the compiler that the result is null only where the parameter is; netstandard2.0 does not have it.</summary>
/// <param name="parameterName">The parameter.</param>
[AttributeUsage(
    AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.ReturnValue,
    AllowMultiple = true
)]
internal sealed class NotNullIfNotNullAttribute(string parameterName) : Attribute
{
    public string ParameterName { get; } = parameterName;
}
