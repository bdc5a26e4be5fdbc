namespace VgsCalm.Tests.Faults;

/// <summary>Everything that goes wrong between a command and the service, and how the contract has it end.</summary>
internal static class ServiceFaults
{
    public static IReadOnlyList<ServiceFault> All { get; } =
    [.. ConnectionFaults.All(), .. UnreadableAnswers.All(), .. StatusFaults.All()];
}
