using System.Management.Automation.Host;

namespace VgsCalm.Demo;

/// <summary>A screen of a fixed width, so that tables look the same on a terminal, in a file and in a log of CI.</summary>
internal sealed class DemoScreen : PSHostRawUserInterface
{
    // 100 columns of text: the formatter leaves the last one free, where a terminal's cursor stands.
    private const int Width = 101;
    private const int Height = 50;

    public override Size BufferSize { get; set; } = new(Width, Height);

    public override Size WindowSize { get; set; } = new(Width, Height);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle { get; set; } = "VgsCalm demo";

    public override bool KeyAvailable => false;

    public override KeyInfo ReadKey(ReadKeyOptions options) =>
        throw new NotSupportedException("The demo runs by itself and reads no key.");

    public override void FlushInputBuffer()
    {
        // No input, nothing to flush.
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void ScrollBufferContents(
        Rectangle source,
        Coordinates destination,
        Rectangle clip,
        BufferCell fill
    ) => throw NoScreen();

    private static NotSupportedException NoScreen() => new("The demo's output is a stream of lines.");
}
