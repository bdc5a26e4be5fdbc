namespace VgsCalm;

/// <summary>One entry of the <c>errors</c> list of a VGS answer.</summary>
public sealed class VgsErrorDetail
{
    internal VgsErrorDetail(string? code, string? detail)
    {
        Code = code;
        Detail = detail;
    }

    /// <summary>The service's code, such as <c>validation-failed</c>.</summary>
    public string? Code { get; }

    /// <summary>The service's explanation, with card numbers masked.</summary>
    public string? Detail { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Code is null ? Detail ?? ""
        : Detail is null ? Code
        : $"{Code}: {Detail}";
}
