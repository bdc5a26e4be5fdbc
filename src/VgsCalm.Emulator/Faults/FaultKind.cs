namespace VgsCalm.Emulator.Faults;

/// <summary>What goes wrong. "Not carried out" means that the request changes nothing in the emulator.</summary>
public enum FaultKind
{
    /// <summary>
    /// Answers <see cref="Fault.Status"/> (500) with the API's own error body, or <see cref="Fault.Body"/>. Not carried
    /// out.
    /// </summary>
    Status,

    /// <summary>Answers with an HTML page, as an edge does (502). Not carried out.</summary>
    Html,

    /// <summary>Answers with no body at all (200). Not carried out.</summary>
    Empty,

    /// <summary>Drops the connection. Not carried out.</summary>
    ResetBefore,

    /// <summary>Carries the request out, then drops the connection without an answer.</summary>
    ResetAfter,

    /// <summary>Carries the request out and never answers; ends when the client goes or the emulator stops.</summary>
    Hang,

    /// <summary>Never answers. Not carried out.</summary>
    HangBefore,

    /// <summary>Carries the request out and sends the answer sixteen bytes at a time, <see cref="Fault.DripInterval"/> apart.</summary>
    SlowDrip,

    /// <summary>Carries the request out, promises the whole body, sends half of it and drops the connection.</summary>
    TruncatedBody,

    /// <summary>Carries the request out and answers with JSON of another shape.</summary>
    WrongJson,

    /// <summary>Carries the request out and answers with <see cref="Fault.OversizeBytes"/> of JSON, without a length.</summary>
    Oversized,

    /// <summary>Answers <see cref="Fault.Status"/> (200) with exactly <see cref="Fault.Body"/>. Not carried out.</summary>
    RawBody,
}
