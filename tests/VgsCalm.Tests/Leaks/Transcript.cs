using System.Management.Automation.Host;
using System.Reflection;
using VgsCalm.Tests.Engine;

namespace VgsCalm.Tests.Leaks;

/// <summary>The engine's own transcript, as Start-Transcript begins it: that command belongs to the console, which is not here.</summary>
internal sealed class Transcript : IDisposable
{
    private const BindingFlags Inner = BindingFlags.Instance | BindingFlags.NonPublic;
    private static readonly MethodInfo Begin = Method("StartTranscribing", 4);
    private static readonly MethodInfo End = Method("StopTranscribing", 0);

    private readonly PSHostUserInterface _ui;
    private readonly string _path;
    private bool _ended;

    public Transcript(Shell shell, string path)
    {
        _path = path;
        File.Delete(path);
        _ui = (PSHostUserInterface)shell.Run("$Host.UI").Single.BaseObject;
        Begin.Invoke(_ui, [path, null, false, true]);
    }

    /// <summary>Ends it and gives its text.</summary>
    public string Stop()
    {
        Dispose();
        return File.ReadAllText(_path);
    }

    public void Dispose()
    {
        if (!_ended)
        {
            End.Invoke(_ui, null);
        }

        _ended = true;
    }

    private static MethodInfo Method(string name, int parameters) =>
        Array.Find(
            typeof(PSHostUserInterface).GetMethods(Inner),
            m => m.Name == name && m.GetParameters().Length == parameters
        ) ?? throw new MissingMethodException(nameof(PSHostUserInterface), name);
}
