using System.Collections;
using System.Data;
using System.Data.Common;
using System.Globalization;

namespace VgsCalm.Formats.Csv;

/// <summary>A table of text as the CSV library takes one: as a data reader, of which it uses names, rows and texts only.</summary>
internal sealed class CsvTableReader(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string?>> rows)
    : DbDataReader
{
    private readonly IEnumerator<IReadOnlyList<string?>> _rows = rows.GetEnumerator();

    public override int FieldCount => header.Count;

    public override int Depth => 0;

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read()
    {
        if (!_rows.MoveNext())
        {
            return false;
        }

        if (_rows.Current.Count > header.Count)
        {
            throw new ArgumentException(
                $"A row has {_rows.Current.Count} cells for {header.Count} columns.",
                nameof(rows)
            );
        }

        return true;
    }

    public override bool NextResult() => false;

    public override string GetName(int ordinal) => CsvTable.Neutral(header[ordinal]);

    public override Type GetFieldType(int ordinal) => typeof(string);

    public override string GetDataTypeName(int ordinal) => nameof(String);

    public override bool IsDBNull(int ordinal) => Cell(ordinal) is null;

    public override string GetString(int ordinal) => CsvTable.Neutral(Cell(ordinal) ?? "");

    public override object GetValue(int ordinal) => GetString(ordinal);

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override bool GetBoolean(int ordinal) => throw new NotSupportedException();

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override double GetDouble(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override int GetInt32(int ordinal) => throw new NotSupportedException();

    public override long GetInt64(int ordinal) => throw new NotSupportedException();

    // Empty, for nothing more is known of a column than its name.
    public override DataTable GetSchemaTable() => new() { Locale = CultureInfo.InvariantCulture };

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _rows.Dispose();
        }

        base.Dispose(disposing);
    }

    private string? Cell(int ordinal) => ordinal < _rows.Current.Count ? _rows.Current[ordinal] : null;
}
