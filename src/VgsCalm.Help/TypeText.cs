namespace VgsCalm.Help;

/// <summary>A type that goes in or comes out, and what it is for.</summary>
internal sealed record TypeText(string Type, string[] Text)
{
    public static TypeText Read(Outline part) => new(part.Title, part.Text());
}
