namespace VgsCalm.Files;

/// <summary>What stands at a path, as far as it decides how the path is written.</summary>
internal enum FileKind
{
    /// <summary>Nothing; a link to nothing counts as that.</summary>
    Missing,

    Regular,

    Folder,

    /// <summary>A device: it takes what it is given, and keeps its name.</summary>
    Device,

    /// <summary>A pipe, named or not: it takes what it is given while another program reads.</summary>
    Pipe,

    /// <summary>A socket or something else that cannot be written by its name.</summary>
    Other,
}
