using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Auth;

/// <summary>A person who signs in by browser.</summary>
public sealed class Person
{
    /// <summary>The subject of the person's tokens.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>What is typed as user name: an e-mail address.</summary>
    public required string UserName { get; init; }

    /// <summary>What is typed as password.</summary>
    public required string Password { get; init; }

    /// <summary>The name that is shown.</summary>
    public required string Name { get; init; }

    /// <summary>The role by organization id: <c>admin</c>, <c>write</c> or <c>read</c>.</summary>
    public IDictionary<string, string> Roles { get; } =
        new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Names the person only.</summary>
    public override string ToString() => UserName;
}
