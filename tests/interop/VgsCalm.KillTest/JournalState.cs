using System.Text.Json;

namespace VgsCalm.KillTest;

/// <summary>Where the rows stand in a journal that no process has open.</summary>
internal static class JournalState
{
    /// <summary>The rows whose request was announced and whose answer is not there.</summary>
    public static HashSet<int> OpenRows(string csv) =>
        [.. LastStates(csv).Where(row => row.Value == "sending").Select(row => row.Key)];

    /// <summary>How many rows the next run leaves alone: they were sent, whatever became of it.</summary>
    public static int CountSent(string csv) => LastStates(csv).Values.Count(state => state != "withdrawn");

    private static Dictionary<int, string> LastStates(string csv)
    {
        var states = new Dictionary<int, string>();
        var path = csv + ".journal.jsonl";
        if (!File.Exists(path))
        {
            return states;
        }

        // What follows the last line's end is a line that a kill tore, and led to no request.
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            using var json = JsonDocument.Parse(line);
            states[json.RootElement.GetProperty("row").GetInt32()] = json.RootElement.GetProperty("state").GetString()!;
        }

        return states;
    }
}
