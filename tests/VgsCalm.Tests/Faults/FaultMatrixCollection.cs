namespace VgsCalm.Tests.Faults;

/// <summary>Alone on the machine: it plays many sessions at once, and others should not wait for it.</summary>
[CollectionDefinition(nameof(FaultMatrixTests), DisableParallelization = true)]
public sealed class FaultMatrixCollection;
