using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Faults;

/// <summary>Faults that the emulator plays at one place of its API.</summary>
internal static class EmulatedFaults
{
    public static Fault Always(Spot at, FaultKind kind, int? status = null, long size = 0) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = kind,
            Status = status,
            Times = -1,
            OversizeBytes = size,
        };

    public static Fault Raw(
        Spot at,
        int status,
        string body,
        string type = "application/json",
        string? retryAfter = null
    ) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = FaultKind.RawBody,
            Status = status,
            Body = body,
            ContentType = type,
            RetryAfterText = retryAfter,
            Times = -1,
        };

    public static Fault Refusal(Spot at, int status, string retryAfter, int times) =>
        new()
        {
            Method = at.Method,
            PathPrefix = at.Path,
            Kind = FaultKind.Status,
            Status = status,
            RetryAfterText = retryAfter,
            Times = times,
        };
}
