using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Faults;

/// <summary>Something that goes wrong, and how each kind of request has to end by it.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Always">How GET and DELETE end.</param>
/// <param name="Post">How POST ends.</param>
/// <param name="Token">How a token request ends.</param>
internal sealed record ServiceFault(string Name, Ending Always, Ending Post, Ending Token)
{
    /// <summary>Of the emulator, which plays it where the wire has no script.</summary>
    public Func<Spot, Fault>? Emulated { get; init; }

    public WireScript? Wire { get; init; }

    /// <summary>Whether the wire's script meets the first request only.</summary>
    public bool Once { get; init; }

    /// <summary>An address that is used in place of one that answers.</summary>
    public string? Address { get; init; }

    /// <summary>False where no server listens at first.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>Whether the same address answers when the fault is over.</summary>
    public bool Heals { get; init; } = true;

    /// <summary>Whether the address was never any good, so that no session can be opened there.</summary>
    public bool IsOfAddress => !Heals || !Listens;

    /// <summary>Whether it is the time limit that ends it.</summary>
    public bool TakesTime { get; init; }

    /// <summary>Whether a POST is tried again after a growing pause: Import-VgsCard waits for minutes then.</summary>
    public bool IsWaitedOut { get; init; }

    /// <summary>Whether much memory is used: one at a time.</summary>
    public bool IsHeavy { get; init; }

    /// <summary>The success that it is, for a command that is content with less than its model.</summary>
    public Contentment? Content { get; init; }

    /// <summary>How many times the session renews its token.</summary>
    public int Renewals { get; init; }

    /// <summary>
    /// Whether .NET sends a request without content three more times by itself: it does when a connection closes before the first byte
    /// of an answer. Only GETs have no content here, so it changes nothing, and it cannot be turned off.
    /// </summary>
    public bool IsRepeatedUnasked { get; init; }

    /// <summary>How the refresh of a person's token ends, where it is not as a service account's token request.</summary>
    public Ending? OfPerson { get; init; }

    /// <summary>How a request to an API other than CALM ends, where CALM is repeated and others are not.</summary>
    public Ending? OfAccounts { get; init; }
}
