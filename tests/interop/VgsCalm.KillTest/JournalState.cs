using System.Text.Json;

namespace VgsCalm.KillTest;

/// <summary>Where the rows stand in a journal that no process has open.</summary>
internal static class JournalState
{
    /// <summary>The rows whose request was announced and whose answer is not there.</summary>
    public static HashSet<int> OpenRows(string csv)
    {
        var open = new HashSet<int>();
        var path = csv + ".journal.jsonl";
        if (!File.Exists(path))
        {
            return open;
        }

        // What follows the last line's end is a line that a kill tore, and led to no request.
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            using var json = JsonDocument.Parse(line);
            var row = json.RootElement.GetProperty("row").GetInt32();
            if (json.RootElement.GetProperty("state").GetString() == "sending")
            {
                open.Add(row);
            }
            else
            {
                open.Remove(row);
            }
        }

        return open;
    }
}
