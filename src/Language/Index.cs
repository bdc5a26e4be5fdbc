namespace System;

/// <summary>
/// What the compiler reads <c>list[^1]</c> as; netstandard2.0 does not have it. It is compiled away: no Index is ever
/// made.
/// </summary>
/// <param name="value">Position, from 0.</param>
/// <param name="fromEnd">Whether it counts from the end.</param>
internal readonly struct Index(int value, bool fromEnd = false)
{
    public int GetOffset(int length) => fromEnd ? length - value : value;
}
