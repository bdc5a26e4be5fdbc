namespace VgsCalm.Emulator.Calm;

/// <summary>Tells when enrolment is over, by the emulator's clock and the knob as it stands now.</summary>
internal sealed class EnrolmentClock(EmulatorOptions options, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public bool IsOver(DateTimeOffset createdAt) => Now >= createdAt.AddMilliseconds(options.EnrolmentDelay);
}
