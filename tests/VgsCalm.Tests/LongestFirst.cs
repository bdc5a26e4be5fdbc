using Xunit.Abstractions;

[assembly: TestCollectionOrderer("VgsCalm.Tests.LongestFirst", "VgsCalm.Tests")]

namespace VgsCalm.Tests;

/// <summary>The classes that take longest begin first: begun last, one of them would keep the others' cores idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // The leak tests, for the variables that they set; then the imports with faults, which wait.
    private static readonly string[] Longest = ["Environment variables", "ImportFaultTests", "RequestFailureTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection =>
            Array.FindIndex(Longest, name => collection.DisplayName.Contains(name, StringComparison.Ordinal))
                is var at
                    and >= 0
                ? at
                : Longest.Length
        );
}
