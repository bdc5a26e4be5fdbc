namespace VgsCalm.LeakMutants;

/// <summary>What happened in a case with all redaction in place.</summary>
/// <param name="Number">Its place in the list of cases.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reached">Numbers of the pieces that it came to.</param>
/// <param name="Mattered">Numbers of those that hid something in it.</param>
internal sealed record PlayedCase(int Number, double Seconds, int[] Reached, int[] Mattered);
