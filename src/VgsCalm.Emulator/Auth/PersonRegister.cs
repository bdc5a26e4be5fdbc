using System.Collections.Concurrent;

namespace VgsCalm.Emulator.Auth;

/// <summary>The persons who can sign in; the first is seeded and an admin of the seeded organization.</summary>
internal sealed class PersonRegister
{
    private readonly ConcurrentQueue<Person> _persons = new();

    public PersonRegister(EmulatorOptions options)
    {
        Seeded = new Person
        {
            UserName = options.PersonUserName,
            Password = options.PersonPassword ?? Identifier.CreateRandom(12),
            Name = options.PersonName,
        };
        Seeded.Roles[options.OrganizationId] = "admin";
        _persons.Enqueue(Seeded);
    }

    public Person Seeded { get; }

    public Person[] All => [.. _persons];

    public void Add(Person person) => _persons.Enqueue(person);

    /// <summary>The person, if name and password are right.</summary>
    public Person? Find(string? userName, string? password) =>
        _persons.FirstOrDefault(person =>
            string.Equals(person.UserName, userName, StringComparison.OrdinalIgnoreCase)
            && string.Equals(person.Password, password, StringComparison.Ordinal)
        );

    public Person[] FindByOrganization(string organizationId) =>
        [.. _persons.Where(person => person.Roles.ContainsKey(organizationId))];
}
