namespace VgsCalm.Interop.Tests;

/// <summary>What a proxy has written since this was made.</summary>
internal sealed class ProxyLog
{
    private readonly string _file;
    private readonly long _start;

    public ProxyLog(string file)
    {
        _file = file;
        _start = File.Exists(file) ? new FileInfo(file).Length : 0;
    }

    public string Text
    {
        get
        {
            if (!File.Exists(_file))
            {
                return "";
            }

            using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = _start;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
