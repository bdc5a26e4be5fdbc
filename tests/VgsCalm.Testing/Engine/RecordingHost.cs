using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace VgsCalm.Testing.Engine;

/// <summary>A console that keeps whatever reaches it: tables, lists, errors, progress, and every question. It answers yes.</summary>
public sealed class RecordingHost : PSHost
{
    private readonly RecordingInterface _interface;

    /// <param name="columns">Width of the screen. By default nothing is cut off at the right: what is cut off would not be found.</param>
    /// <param name="name">What a script sees as <c>$Host.Name</c>.</param>
    public RecordingHost(int columns = 4000, string name = "Recording")
    {
        _interface = new RecordingInterface(columns);
        Name = name;
    }

    public override string Name { get; }

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _interface;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <summary>What it throws in place of an answer; null where it answers yes.</summary>
    public Exception? PromptFailure
    {
        get => _interface.PromptFailure;
        set => _interface.PromptFailure = value;
    }

    /// <summary>What it throws in place of a warning, as a terminal that was closed does; null where it shows it.</summary>
    public Exception? WarningFailure
    {
        get => _interface.WarningFailure;
        set => _interface.WarningFailure = value;
    }

    /// <summary>What was shown since the last time it was asked.</summary>
    public string Take() => _interface.Take();

    /// <summary>The warnings so far, those too that are written past all streams.</summary>
    public IReadOnlyList<string> Warnings => [.. _interface.Warnings];

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
        // No program is started.
    }

    public override void NotifyEndApplication()
    {
        // As above.
    }

    public override void SetShouldExit(int exitCode)
    {
        // The test ends by itself.
    }

    private sealed class RecordingInterface(int columns) : PSHostUserInterface
    {
        private readonly StringBuilder _shown = new();

        public Exception? PromptFailure { get; set; }

        public Exception? WarningFailure { get; set; }

        public ConcurrentQueue<string> Warnings { get; } = new();

        public override PSHostRawUserInterface RawUI { get; } = new Screen(columns);

        public string Take()
        {
            lock (_shown)
            {
                var shown = _shown.ToString();
                _shown.Clear();
                return shown;
            }
        }

        public override void Write(string value) => Keep(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
            Keep(value);

        public override void WriteLine(string value) => Keep(value + "\n");

        public override void WriteErrorLine(string value) => Keep(value + "\n");

        public override void WriteWarningLine(string message)
        {
            if (WarningFailure is { } failure)
            {
                throw failure;
            }

            Warnings.Enqueue(message);
            Keep(message + "\n");
        }

        public override void WriteVerboseLine(string message) => Keep(message + "\n");

        public override void WriteDebugLine(string message) => Keep(message + "\n");

        public override void WriteProgress(long sourceId, ProgressRecord record) =>
            Keep($"{record.Activity} {record.StatusDescription} {record.CurrentOperation}\n");

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override Dictionary<string, PSObject> Prompt(
            string caption,
            string message,
            Collection<FieldDescription> descriptions
        )
        {
            Keep(
                $"{caption} {message} "
                    + $"{string.Join(' ', descriptions.Select(d => $"{d.Name} {d.Label} {d.HelpMessage} {d.DefaultValue}"))}\n"
            );
            throw new NotSupportedException("This host has no person to ask.");
        }

        public override int PromptForChoice(
            string caption,
            string message,
            Collection<ChoiceDescription> choices,
            int defaultChoice
        )
        {
            Keep($"{caption} {message} {string.Join(' ', choices.Select(c => $"{c.Label} {c.HelpMessage}"))}\n");
            return PromptFailure is null ? 0 : throw PromptFailure;
        }

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName
        ) =>
            PromptForCredential(
                caption,
                message,
                userName,
                targetName,
                PSCredentialTypes.Default,
                PSCredentialUIOptions.Default
            );

        public override PSCredential PromptForCredential(
            string caption,
            string message,
            string userName,
            string targetName,
            PSCredentialTypes allowedCredentialTypes,
            PSCredentialUIOptions options
        )
        {
            Keep($"{caption} {message} {userName} {targetName}\n");
            throw new NotSupportedException("This host has no person to ask.");
        }

        private void Keep(string text)
        {
            // Colours between two digits would hide them from the search.
            lock (_shown)
            {
                _shown.Append(
                    new System.Management.Automation.Internal.StringDecorated(text).ToString(OutputRendering.PlainText)
                );
            }
        }
    }

    private sealed class Screen(int columns) : PSHostRawUserInterface
    {
        public override ConsoleColor BackgroundColor { get; set; }

        public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

        public override Size BufferSize { get; set; } = new(columns, 4000);

        public override Coordinates CursorPosition { get; set; }

        public override int CursorSize { get; set; }

        public override bool KeyAvailable => false;

        public override Size MaxPhysicalWindowSize => BufferSize;

        public override Size MaxWindowSize => BufferSize;

        public override Coordinates WindowPosition { get; set; }

        public override Size WindowSize { get; set; } = new(columns, 4000);

        public override string WindowTitle { get; set; } = "";

        public override void FlushInputBuffer()
        {
            // There is no input.
        }

        public override BufferCell[,] GetBufferContents(Rectangle rectangle) => new BufferCell[0, 0];

        public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

        public override void ScrollBufferContents(
            Rectangle source,
            Coordinates destination,
            Rectangle clip,
            BufferCell fill
        ) => throw new NotSupportedException();

        public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
            throw new NotSupportedException();

        public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
        {
            // There is no buffer.
        }
    }
}
