using System.Management.Automation;

namespace VgsCalm.Tests.Requests;

/// <summary>Lists in pages: -FollowRelLink, and the commands that read a list to its end.</summary>
public sealed class FollowedPageTests : EchoTest
{
    private const string List = "Invoke-VgsCalmRequest /organizations -Api Accounts -FollowRelLink -Session echo";

    [Theory]
    [InlineData("?page=2", List)]
    [InlineData("organizations?page=2", List)]
    [InlineData("/organizations?page=2", List)]
    [InlineData("/accounts/organizations?page=2", List)]
    [InlineData("BASE/organizations?page=2", List)]
    [InlineData("?page=2", "Get-VgsOrganization -Session echo")]
    [InlineData("organizations?page=2", "Get-VgsOrganization -Session echo")]
    [InlineData("/organizations?page=2", "Get-VgsOrganization -Session echo")]
    [InlineData("/accounts/organizations?page=2", "Get-VgsOrganization -Session echo")]
    [InlineData("BASE/organizations?page=2", "Get-VgsOrganization -Session echo")]
    public void A_link_means_the_same_page_to_every_command(string link, string script)
    {
        Pages(link.Replace("BASE", Echo.Address + "/accounts", StringComparison.Ordinal), "");

        Assert.Equal(2, Run(script).ThrowIfFailed().Output.Count);

        Assert.Equal(
            ["/accounts/organizations", "/accounts/organizations?page=2"],
            Echo.Received.Select(request => request.RawUrl)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -ErrorAction Stop -ThrottleLimit 2")]
    public void Pages_before_a_failure_come_and_then_its_error(string parameters)
    {
        Echo.Answer = request =>
            request.RawUrl.EndsWith("=3", StringComparison.Ordinal) ? (404, "{}")
            : request.RawUrl.EndsWith("=2", StringComparison.Ordinal) ? (200, Page("2", "?page=3"))
            : (200, Page("1", "?page=2"));

        Shell.Run("$got = [Collections.ArrayList]::new()").ThrowIfFailed();
        var result = Run($"{List}{parameters} | ForEach-Object {{ $null = $got.Add($_.data[0].id) }}");

        Assert.StartsWith("NotFound,", result.Failure!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("AC1 AC2", Run("$got -join ' '").Single.BaseObject);
    }

    [Fact]
    public void One_file_takes_no_pages_and_nothing_is_sent()
    {
        var error = Run($"{List} -OutFile $file", ("file", Folder.At("all.json")))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "OutFile");

        Assert.Contains("-FollowRelLink", error.ToString(), StringComparison.Ordinal);

        // What the shell redirects is readable as the umask says, and there may be card numbers in it.
        Assert.DoesNotContain(">", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Echo.Received);
        Assert.Empty(Folder.Files);
    }

    private void Pages(string next, string last) =>
        Echo.Answer = request =>
            request.RawUrl.EndsWith("=2", StringComparison.Ordinal) ? (200, Page("2", last)) : (200, Page("1", next));

    private static string Page(string id, string next)
    {
        var link = next.Length > 0 ? $"\"{next}\"" : "null";
        return $$$"""{"data":[{"id":"AC{{{id}}}"}],"links":{"next":{{{link}}} }}""";
    }
}
