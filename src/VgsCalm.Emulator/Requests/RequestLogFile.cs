using System.Text.Json;
using VgsCalm.Emulator.Control;

namespace VgsCalm.Emulator.Requests;

/// <summary>Appends each ended request to a file, one JSON object a line.</summary>
internal sealed class RequestLogFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer;
    private readonly RequestLog _log;

    public RequestLogFile(RequestLog log, string path)
    {
        _log = log;
        _writer = Open(path);
        _log.OnEnded = Append;
    }

    private static StreamWriter Open(string path)
    {
        try
        {
            return new StreamWriter(path, append: true) { AutoFlush = true, NewLine = "\n" };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The request log cannot be written: {failure.Message} Give a file in a folder that is there and that you may write to.",
                failure
            );
        }
    }

    public void Dispose()
    {
        _log.OnEnded = null;
        lock (_gate)
        {
            _writer.Dispose();
        }
    }

    private void Append(RequestLogEntry entry)
    {
        var line = JsonSerializer.Serialize(entry, ControlJson.Options);
        lock (_gate)
        {
            if (_writer.BaseStream is { CanWrite: true })
            {
                _writer.WriteLine(line);
            }
        }
    }
}
