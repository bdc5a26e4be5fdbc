using System.Text.Json;
using VgsCalm.Emulator.Control;

namespace VgsCalm.Emulator.Requests;

/// <summary>Appends each ended request to a file, one JSON object a line.</summary>
internal sealed class RequestLogFile : IDisposable
{
    private readonly Lock gate = new();
    private readonly StreamWriter writer;
    private readonly RequestLog log;

    public RequestLogFile(RequestLog log, string path)
    {
        this.log = log;
        writer = new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
        log.OnEnded = Append;
    }

    public void Dispose()
    {
        log.OnEnded = null;
        lock (gate)
            writer.Dispose();
    }

    private void Append(RequestLogEntry entry)
    {
        var line = JsonSerializer.Serialize(entry, ControlJson.Options);
        lock (gate)
        {
            if (writer.BaseStream is { CanWrite: true })
                writer.WriteLine(line);
        }
    }
}
