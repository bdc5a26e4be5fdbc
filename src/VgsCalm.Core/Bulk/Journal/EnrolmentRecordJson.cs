using System.Globalization;
using System.Text.Json;

namespace VgsCalm.Bulk.Journal;

/// <summary>Records to and from the lines of a journal; the format is described in docs/journal.md.</summary>
internal static class EnrolmentRecordJson
{
    /// <summary>The word for a state in the journal and in all that is made from it.</summary>
    public static string NameOf(EnrolmentState state) =>
        state switch
        {
            EnrolmentState.Withdrawn => "withdrawn",
            EnrolmentState.Sending => "sending",
            EnrolmentState.Enrolling => "enrolling",
            EnrolmentState.Enrolled => "enrolled",
            EnrolmentState.Failed => "failed",
            EnrolmentState.Rejected => "rejected",
            EnrolmentState.Unknown => "unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    /// <param name="json">Takes the line.</param>
    /// <param name="record">The record.</param>
    /// <param name="at">When it is written.</param>
    public static void Write(Utf8JsonWriter json, EnrolmentRecord record, DateTimeOffset at)
    {
        json.WriteStartObject();
        json.WriteNumber("row"u8, record.Row);
        json.WriteString("state"u8, NameOf(record.State));
        json.WriteString("at"u8, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Write(json, "bin", record.Bin);
        Write(json, "last4", record.Last4);
        Write(json, "exp", record.Exp);
        Write(json, "alias", record.Alias);
        Write(json, "reference", record.Reference);
        Write(json, "id", record.Id);
        Write(json, "event", record.Event);
        Write(json, "newLast4", record.NewLast4);
        Write(json, "newExp", record.NewExp);
        Write(json, "code", record.Code);
        Write(json, "reason", record.Reason);
        Write(json, "trace", record.TraceId);
        if (record.HasLostAnswer)
        {
            json.WriteBoolean("lost"u8, true);
        }

        if (record.EndedAfter is { } rows)
        {
            json.WriteNumber("ended"u8, rows);
        }

        json.WriteEndObject();
    }

    /// <returns>The record, or null where the line is none.</returns>
    public static EnrolmentRecord? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            var fields = default(RecordFields);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (!fields.TryRead(ref json))
                {
                    return null;
                }
            }

            return fields.Row > 0 && json.TokenType == JsonTokenType.EndObject ? fields.ToRecord() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Row and state of a line, which are first in it and all that the index needs. The rest is only looked at for damage: a line that
    /// a crash tore, with another one behind it, would hide that other one.
    /// </summary>
    public static bool TryReadState(ReadOnlySpan<byte> line, out long row, out EnrolmentState state)
    {
        (row, state) = (0, EnrolmentState.Withdrawn);

        // An editor may have saved it with CR LF.
        var end = line.Length > 0 && line[line.Length - 1] == (byte)'\r' ? line.Length - 1 : line.Length;
        if (end == 0 || line[end - 1] != (byte)'}')
        {
            return false;
        }

        try
        {
            var json = new Utf8JsonReader(line);
            if (
                !json.Read()
                || !TryReadField(ref json, "row"u8)
                || !json.TryGetInt64(out row)
                || row < 1
                || !TryReadField(ref json, "state"u8)
                || ParseState(json.GetString()) is not { } parsed
            )
            {
                return false;
            }

            state = parsed;
            while (json.Read()) { }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The state of a word; null where it is none.</summary>
    public static EnrolmentState? ParseState(string? name) =>
        name switch
        {
            "withdrawn" => EnrolmentState.Withdrawn,
            "sending" => EnrolmentState.Sending,
            "enrolling" => EnrolmentState.Enrolling,
            "enrolled" => EnrolmentState.Enrolled,
            "failed" => EnrolmentState.Failed,
            "rejected" => EnrolmentState.Rejected,
            "unknown" => EnrolmentState.Unknown,
            _ => null,
        };

    private static bool TryReadField(ref Utf8JsonReader json, ReadOnlySpan<byte> name) =>
        json.Read() && json.ValueTextEquals(name) && json.Read();

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
