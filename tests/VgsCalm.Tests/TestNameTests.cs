namespace VgsCalm.Tests;

public sealed class TestNameTests
{
    [Fact]
    public void Test_names_have_at_most_70_characters() =>
        Assert.Empty(TestNames.FindTooLong(typeof(TestNameTests).Assembly));
}
