using System.Runtime.CompilerServices;

namespace VgsCalm.Webhooks;

/// <summary>Compares without telling by its duration how much was equal; CryptographicOperations is not in netstandard2.0.</summary>
internal static class FixedTime
{
    /// <summary>True when both have the same length and bytes. The length itself is no secret.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static bool AreEqual(byte[] left, byte[] right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        var difference = 0;
        for (var i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
