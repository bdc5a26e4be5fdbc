namespace VgsCalm.Emulator.Auth;

/// <summary>The one person who can sign in: seeded, and an admin of the seeded organization.</summary>
internal sealed class PersonRegister
{
    public PersonRegister(EmulatorOptions options)
    {
        Seeded = new Person
        {
            UserName = options.PersonUserName,
            Password = options.PersonPassword ?? Identifier.CreateRandom(12),
            Name = options.PersonName,
        };
        Seeded.Roles[options.OrganizationId] = "admin";
    }

    public Person Seeded { get; }

    /// <summary>The person, if name and password are right.</summary>
    public Person? Find(string? userName, string? password) =>
        string.Equals(Seeded.UserName, userName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Seeded.Password, password, StringComparison.Ordinal)
            ? Seeded
            : null;

    public Person[] FindByOrganization(string organizationId) =>
        Seeded.Roles.ContainsKey(organizationId) ? [Seeded] : [];
}
