namespace System.Runtime.CompilerServices;

/// <summary>What the compiler marks <c>init</c> with; netstandard2.0 does not have it.</summary>
internal static class IsExternalInit;
