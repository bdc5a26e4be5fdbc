using VgsCalm.Http.Addresses;

namespace VgsCalm.Sessions;

/// <summary>VGSCALM_EMULATOR: the emulator that stands for VGS in all sessions for which no address is given.</summary>
internal static class EmulatorVariable
{
    public const string Name = "VGSCALM_EMULATOR";

    /// <returns>Null where it is not set.</returns>
    /// <exception cref="VgsApiException">It is no address of the loopback.</exception>
    public static EmulatorAddress? Read() =>
        Environment.GetEnvironmentVariable(Name) is { } value && !string.IsNullOrWhiteSpace(value)
            ? EmulatorAddress.Parse(value.Trim(), Name)
            : null;
}
