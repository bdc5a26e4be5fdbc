using System.Globalization;
using System.Text;
using System.Text.Json;
using VgsCalm.Json;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// First line of a journal: whose it is. Rows enrolled in the sandbox are not enrolled live, so the place is part of it.
/// </summary>
internal sealed record JournalHeader(JournalPlace Place, DateTimeOffset Started)
{
    /// <summary>Version of the format that this code writes, and the newest that it reads.</summary>
    public const int Version = 1;

    private const string Kind = "VgsCalm";

    /// <summary>How every journal begins: a file that begins otherwise is none.</summary>
    public const string BeginningText = "{\"journal\":\"" + Kind + "\",";

    /// <summary>The same in bytes.</summary>
    public static ReadOnlySpan<byte> Beginning => Encoding.ASCII.GetBytes(BeginningText);

    public byte[] ToLine()
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("journal", Kind);
            json.WriteNumber("version", Version);
            json.WriteString("environment", Place.Environment.ToString());
            json.WriteString("calm", Place.CalmUri);
            if (Place.Vault is not null)
            {
                json.WriteString("vault", Place.Vault);
            }

            if (Place.Organization is not null)
            {
                json.WriteString("organization", Place.Organization);
            }

            json.WriteString(
                "started",
                Started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    /// <param name="line">The first line, without its end.</param>
    /// <param name="problem">Why it is no header that can be used.</param>
    /// <param name="isNewer">Whether a newer version of the module can use it.</param>
    public static JournalHeader? Read(byte[] line, out string problem, out bool isNewer)
    {
        isNewer = false;
        using var json = JsonFields.ParseObject(line);
        problem = "its first line is not that of a journal";
        if (
            json is null
            || json.RootElement.Text("journal") != Kind
            || json.RootElement.Integer("version") is not (> 0 and var version)
        )
        {
            return null;
        }

        if (version > Version)
        {
            isNewer = true;
            problem = $"it was written by a newer version of this module (format {version}; this one reads {Version})";
            return null;
        }

        if (
            !Enum.TryParse<VgsEnvironment>(json.RootElement.Text("environment"), out var environment)
            || json.RootElement.Text("calm") is not { } calm
        )
        {
            return null;
        }

        var place = new JournalPlace(
            environment,
            calm,
            json.RootElement.Text("vault"),
            json.RootElement.Text("organization")
        );
        return new JournalHeader(place, json.RootElement.Time("started") ?? default);
    }
}
