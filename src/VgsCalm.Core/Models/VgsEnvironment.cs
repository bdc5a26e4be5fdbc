namespace VgsCalm;

/// <summary>VGS's two environments.</summary>
public enum VgsEnvironment
{
    /// <summary>For rehearsal, with VGS's test cards.</summary>
    Sandbox,

    /// <summary>Real cards.</summary>
    Live,
}
