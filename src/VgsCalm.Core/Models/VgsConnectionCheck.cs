namespace VgsCalm;

/// <summary>One check of a session's connection. It holds no secret.</summary>
public sealed class VgsConnectionCheck
{
    internal VgsConnectionCheck(string check, string target)
    {
        Check = check;
        Target = target;
    }

    /// <summary>What was examined: Address, Name, Connection, Tls, Proxy, Token, Scope, Clock or Api.</summary>
    public string Check { get; }

    /// <summary>The host, address or session that it was examined at.</summary>
    public string Target { get; }

    /// <summary>How it ended.</summary>
    public VgsCheckOutcome Outcome { get; internal set; }

    /// <summary>What was found, and what to do where it is not as it should be.</summary>
    public string Detail { get; internal set; } = "";

    /// <summary>How long it took, in milliseconds.</summary>
    public int ElapsedMs { get; internal set; }

    /// <summary>Check, target and outcome.</summary>
    public override string ToString() => $"{Check} {Target}: {Outcome}";
}
