using System.Text.Json;

namespace VgsCalm.Bulk.Journal;

/// <summary>
/// The fields of a journal's line while it is read. A record cannot be changed, and one for each field would cost a resume of many rows
/// most of its time.
/// </summary>
internal struct RecordFields
{
    private EnrolmentState _state;
    private DateTimeOffset _at;
    private string? _bin;
    private string? _last4;
    private string? _exp;
    private string? _alias;
    private string? _reference;
    private string? _id;
    private string? _event;
    private string? _newLast4;
    private string? _newExp;
    private string? _code;
    private string? _reason;
    private string? _trace;
    private bool _hasLostAnswer;
    private long? _endedAfter;

    /// <summary>The row; 0 where the line has none.</summary>
    public long Row { get; private set; }

    /// <summary>Reads the field that the reader stands at the name of.</summary>
    /// <returns>False where its value makes no sense.</returns>
    public bool TryRead(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("row"u8))
        {
            json.Read();
            Row = json.GetInt64();
        }
        else if (json.ValueTextEquals("state"u8))
        {
            json.Read();
            if (EnrolmentRecordJson.ParseState(json.GetString()) is not { } state)
            {
                return false;
            }

            _state = state;
        }
        else if (json.ValueTextEquals("at"u8))
        {
            json.Read();
            _at = json.GetDateTimeOffset();
        }
        else if (json.ValueTextEquals("lost"u8))
        {
            json.Read();
            _hasLostAnswer = json.GetBoolean();
        }
        else if (json.ValueTextEquals("ended"u8))
        {
            json.Read();
            _endedAfter = json.GetInt64();
        }
        else if (!TryReadText(ref json))
        {
            // A later version may add fields.
            json.Skip();
        }

        return true;
    }

    public readonly EnrolmentRecord ToRecord() =>
        new(Row, _state)
        {
            At = _at,
            Bin = _bin,
            Last4 = _last4,
            Exp = _exp,
            Alias = _alias,
            Reference = _reference,
            Id = _id,
            Event = _event,
            NewLast4 = _newLast4,
            NewExp = _newExp,
            HasLostAnswer = _hasLostAnswer,
            EndedAfter = _endedAfter,
            Code = _code,
            Reason = _reason,
            TraceId = _trace,
        };

    private bool TryReadText(ref Utf8JsonReader json) =>
        TryReadText(ref json, "bin"u8, ref _bin)
        || TryReadText(ref json, "last4"u8, ref _last4)
        || TryReadText(ref json, "exp"u8, ref _exp)
        || TryReadText(ref json, "reference"u8, ref _reference)
        || TryReadText(ref json, "id"u8, ref _id)
        || TryReadText(ref json, "event"u8, ref _event)
        || TryReadText(ref json, "newLast4"u8, ref _newLast4)
        || TryReadText(ref json, "newExp"u8, ref _newExp)
        || TryReadText(ref json, "alias"u8, ref _alias)
        || TryReadText(ref json, "code"u8, ref _code)
        || TryReadText(ref json, "reason"u8, ref _reason)
        || TryReadText(ref json, "trace"u8, ref _trace);

    private static bool TryReadText(ref Utf8JsonReader json, ReadOnlySpan<byte> name, ref string? value)
    {
        if (!json.ValueTextEquals(name))
        {
            return false;
        }

        json.Read();
        value = json.GetString();
        return true;
    }
}
