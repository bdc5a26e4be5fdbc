namespace VgsCalm.Emulator.Auth.SignIn;

/// <summary>A person's session at the realm: from the sign-in until it is idle for too long or ended.</summary>
internal sealed class PersonSession(Person person, string[] scopes, DateTimeOffset startedAt)
{
    private long _lastUsedTicks = startedAt.UtcTicks;
    private volatile bool _ended;

    public string Id { get; } = Guid.NewGuid().ToString();

    public Person Person { get; } = person;

    public string[] Scopes { get; } = scopes;

    public DateTimeOffset LastUsedAt => new(Volatile.Read(ref _lastUsedTicks), TimeSpan.Zero);

    public bool IsEnded => _ended;

    public void Use(DateTimeOffset now) => Volatile.Write(ref _lastUsedTicks, now.UtcTicks);

    public void End() => _ended = true;
}
