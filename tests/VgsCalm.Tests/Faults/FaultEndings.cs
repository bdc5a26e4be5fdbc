using VgsCalm.Emulator.Faults;
using static VgsCalm.Tests.Faults.EmulatedFaults;
using static VgsCalm.Tests.Faults.Ending;

namespace VgsCalm.Tests.Faults;

/// <summary>How the contract has each kind of fault end.</summary>
internal static class FaultEndings
{
    public static ServiceFault Same(string name, Ending api, string? token) =>
        new(name, api, api, api with { Id = token });

    public static ServiceFault NotSent(string name) =>
        Same(name, new Ending("ConnectionFailed", 0), "TokenEndpointUnavailable") with
        {
            IsWaitedOut = true,
        };

    public static ServiceFault NotTrusted(string name) =>
        Same(name, new Ending("CertificateInvalid", 0), "CertificateInvalid");

    public static ServiceFault LostAnswer(string name) =>
        new(
            name,
            new Ending("ConnectionFailed", EveryTry),
            new Ending("OutcomeUnknown"),
            new Ending("TokenEndpointUnavailable", EveryTry)
        );

    public static ServiceFault LostOnce(string name, WireScript wire) =>
        new(name, new Ending(Id: null, 2), new Ending("OutcomeUnknown"), new Ending(Id: null, 2))
        {
            Wire = wire,
            Once = true,
        };

    public static ServiceFault NoAnswer(string name) =>
        new(name, new Ending("OperationTimeout"), new Ending("OutcomeUnknown"), new Ending("OperationTimeout"))
        {
            TakesTime = true,
        };

    public static ServiceFault NoModel(string name) =>
        Same(name, new Ending("ResponseInvalid"), "TokenResponseInvalid");

    public static ServiceFault Unusable(string name) => NoModel(name) with { Content = Contentment.NoPage };

    public static ServiceFault Status(
        int status,
        string id,
        string token = "TokenEndpointUnavailable",
        string? name = null
    ) =>
        Same(name ?? $"{status}", new Ending(id), token) with
        {
            Emulated = at => Always(at, FaultKind.Status, status),
        };

    // "Retry-After: 0" spares the growing pauses, which are the fake clock's affair in Core's tests.
    public static ServiceFault Repeated(int status, string id, int posts, string? name = null) =>
        new(
            name ?? $"{status}",
            new Ending(id, EveryTry),
            new Ending(id, posts),
            new Ending("TokenEndpointUnavailable", EveryTry)
        )
        {
            Emulated = at => Refusal(at, status, "0", times: -1),
        };

    public static ServiceFault Gateway(int status, string? name = null) =>
        Repeated(status, "ServiceError", posts: 1, name) with
        {
            Post = new Ending("OutcomeUnknown"),
        };
}
