using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;
using System.Text;

namespace VgsCalm.Demo;

/// <summary>Prints to the console, in colours only where somebody sees them, and keeps what it printed. It never asks.</summary>
internal sealed class DemoInterface : PSHostUserInterface
{
    private readonly StringBuilder _printed = new();
    private readonly bool _colours =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public DemoInterface() =>
        PSStyle.Instance.OutputRendering = _colours ? OutputRendering.Host : OutputRendering.PlainText;

    public override PSHostRawUserInterface RawUI { get; } = new DemoScreen();

    public override bool SupportsVirtualTerminal => _colours;

    public string Printed => _printed.ToString();

    public override void Write(string value) => Print(Console.Out, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(value);

    public override void WriteLine(string value) => Print(Console.Out, value + Environment.NewLine);

    public override void WriteErrorLine(string value) => Print(Console.Error, value + Environment.NewLine);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        // The steps say enough.
    }

    public override string ReadLine() => throw Unattended();

    public override SecureString ReadLineAsSecureString() => throw Unattended();

    public override Dictionary<string, PSObject> Prompt(
        string caption,
        string message,
        Collection<FieldDescription> descriptions
    ) => throw Unattended();

    public override int PromptForChoice(
        string caption,
        string message,
        Collection<ChoiceDescription> choices,
        int defaultChoice
    ) => throw Unattended();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName
    ) => throw Unattended();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options
    ) => throw Unattended();

    private void Print(TextWriter writer, string text)
    {
        var plain = new StringDecorated(text).ToString(OutputRendering.PlainText);
        _printed.Append(plain);
        writer.Write(_colours ? text : plain);
    }

    private static NotSupportedException Unattended() => new("The demo runs by itself and answers no question.");
}
