namespace VgsCalm.Tests.Requests;

/// <summary>
/// Invoke-VgsCalmRequest -OutFile with answers that have no content by their kind, and with those whose content is empty.
/// </summary>
public sealed class UnchangedFileTests : EchoTest
{
    [Theory]
    [InlineData("-Headers @{ 'If-None-Match' = '\"x\"' }", 304)]
    [InlineData("-Method Post -Body '{}' -SkipHttpErrorCheck", 304)]
    [InlineData("-Method Head", 200)]
    [InlineData("-Method Head -SkipHttpErrorCheck", 404)]
    public void An_answer_that_carries_no_content_leaves_the_file(string parameters, int status)
    {
        Echo.Answer = _ => (status, "");

        Run(
                $"Invoke-VgsCalmRequest /x -OutFile $file {parameters} -StatusCodeVariable status -Session echo",
                ("file", Folder.Write("cache.json", "cached"))
            )
            .ThrowIfFailed();

        Assert.Equal(status, Shell.Get("status"));
        Assert.Equal("cached", Folder.Read("cache.json"));
        Assert.Equal(["cache.json"], Folder.Files);
    }

    [Theory]
    [InlineData("", 204)]
    [InlineData("", 200)]
    [InlineData("-SkipHttpErrorCheck", 404)]
    public void An_empty_content_is_written_as_any_other(string parameters, int status)
    {
        Echo.Answer = _ => (status, "");

        Run(
                $"Invoke-VgsCalmRequest /x -OutFile $file {parameters} -Session echo",
                ("file", Folder.Write("cache.json", "cached"))
            )
            .ThrowIfFailed();

        Assert.Equal("", Folder.Read("cache.json"));
    }
}
