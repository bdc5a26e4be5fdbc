namespace VgsCalm.Emulator.Webhooks;

/// <summary>One post of an event.</summary>
/// <param name="Time">When, by the server's clock.</param>
/// <param name="Status">The receiver's answer; 0 where there was none.</param>
public sealed record WebhookTry(DateTimeOffset Time, int Status);
