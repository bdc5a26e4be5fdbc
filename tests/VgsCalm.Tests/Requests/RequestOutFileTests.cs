using System.Management.Automation;
using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Requests;

/// <summary>Invoke-VgsCalmRequest -OutFile: the answer goes into a file, whole or not at all.</summary>
public sealed class RequestOutFileTests : ConnectedTest
{
    [Fact]
    public void A_file_gets_the_body_byte_for_byte_and_the_pipeline_nothing()
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\": \"ü\",\r\n}\0\u0001", 20_000));
        Always(FaultKind.RawBody, "/calm/thing", body: body);

        var result = Run("Invoke-VgsCalmRequest /thing -OutFile $file", ("file", Folder.At("body.bin")))
            .ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(body), File.ReadAllBytes(Folder.At("body.bin")));
        Assert.Equal(["body.bin"], Folder.Files);
    }

    [Fact]
    public void A_relative_file_begins_where_the_runspace_is()
    {
        Always(FaultKind.RawBody, "/calm/thing", body: "new");
        Folder.Write("body.txt", "old and longer");

        Run(
                "$null = $ExecutionContext.SessionState.Path.SetLocation($dir); Invoke-VgsCalmRequest /thing -OutFile body.txt",
                ("dir", Folder.Path)
            )
            .ThrowIfFailed();

        Assert.Equal("new", Folder.Read("body.txt"));
        Assert.Equal(["body.txt"], Folder.Files);
    }

    [Fact]
    public void An_error_leaves_the_old_file_as_it_was()
    {
        var file = Folder.Write("body.txt", "old");

        Run("Invoke-VgsCalmRequest /cards/CRDabc -OutFile $file", ("file", file))
            .ShouldFailWith("NotFound", ErrorCategory.ObjectNotFound, "/cards/CRDabc");

        Assert.Equal("old", Folder.Read("body.txt"));
        Assert.Equal(["body.txt"], Folder.Files);
    }

    [Fact]
    public void A_body_that_breaks_off_leaves_the_old_file_as_it_was()
    {
        var file = Folder.Write("body.txt", "old");
        var card = Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")["Id"];
        Always(FaultKind.TruncatedBody, "/calm/cards/", method: "GET");

        Run("Invoke-VgsCalmRequest \"/cards/$id\" -OutFile $file -MaximumRetryCount 0", ("id", card), ("file", file))
            .ShouldFailWith("ConnectionFailed", ErrorCategory.ConnectionError, "/cards/" + card);

        Assert.Equal("old", Folder.Read("body.txt"));
        Assert.Equal(["body.txt"], Folder.Files);
    }

    [Fact]
    public void A_body_that_breaks_off_once_is_fetched_again_from_its_beginning()
    {
        var card = Run("New-VgsCard -Name A -Number 5415775831611962 -ExpMonth 1 -ExpYear 30")["Id"];
        Once(FaultKind.TruncatedBody, "/calm/cards/", method: "GET");

        Run("Invoke-VgsCalmRequest \"/cards/$id\" -OutFile $file", ("id", card), ("file", Folder.At("card.json")))
            .ThrowIfFailed();

        Assert.Equal(2, Emulator.Requests.Count("GET"));
        Assert.Equal(
            card,
            System.Text.Json.Nodes.JsonNode.Parse(Folder.Read("card.json"))!["data"]!["id"]!.GetValue<string>()
        );
    }

    [Fact]
    public void A_file_that_takes_no_answer_leaves_what_was_made_in_the_error()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var error = Run(
                "Invoke-VgsCalmRequest /cards -Method Post -OutFile /dev/full -StatusCodeVariable status -Body "
                    + "@{ name = 'A'; number = '5415775831611962'; exp_month = 1; exp_year = 30 }"
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/cards");

        var text = error.ErrorDetails.ToString();
        Assert.Contains(Emulator.Cards.Single().Id, text, StringComparison.Ordinal);
        Assert.Contains("Do not send it again", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5415775831611962", text, StringComparison.Ordinal);
        Assert.Equal(202, Shell.Get("status"));
    }

    [Fact]
    public void An_error_that_is_taken_as_an_answer_goes_into_the_file()
    {
        Run(
                "Invoke-VgsCalmRequest /cards/CRDabc -OutFile $file -SkipHttpErrorCheck -StatusCodeVariable status",
                ("file", Folder.At("error.json"))
            )
            .ThrowIfFailed();

        Assert.Contains("card-not-found", Folder.Read("error.json"), StringComparison.Ordinal);
        Assert.Equal(404, Shell.Get("status"));
    }

    [Theory]
    [InlineData("Variable:x", "PathNotUsable", ErrorCategory.InvalidArgument)]
    [InlineData("NoSuchDrive:x", "DriveNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("/no/such/folder/x", "PathNotFound", ErrorCategory.ObjectNotFound)]
    public void A_file_that_cannot_be_is_found_out_before_anything_is_sent(
        string file,
        string id,
        ErrorCategory category
    )
    {
        Run("Invoke-VgsCalmRequest /merchants -Method Post -Body '{}' -OutFile $file", ("file", file))
            .ShouldFailWith(id, category, file);

        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void One_file_takes_one_answer_and_further_requests_are_not_sent()
    {
        Always(FaultKind.RawBody, "/calm/", body: "first");

        var error = Run(
                "[pscustomobject]@{ Path = '/a' }, [pscustomobject]@{ Path = '/b' } | Invoke-VgsCalmRequest -OutFile "
                    + "$file -ThrottleLimit 4",
                ("file", Folder.At("body.txt"))
            )
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, "/b");

        Assert.Contains("-OutFile takes one answer", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("first", Folder.Read("body.txt"));
        Assert.Equal(1, Emulator.Requests.Count());
    }

    [Fact]
    public void A_file_that_is_a_folder_is_PathNotUsable()
    {
        var error = Run("Invoke-VgsCalmRequest /thing -OutFile $file", ("file", Folder.Path))
            .ShouldFailWith("PathNotUsable", ErrorCategory.WriteError, Folder.Path);

        Assert.Contains("is a folder", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Emulator.Requests.Snapshot());
    }

    [Fact]
    public void A_journal_of_an_import_is_not_replaced_by_an_answer()
    {
        Folder.Write("cards.csv", "name,number,exp_month,exp_year\nJane Doe,4111111111111111,11,30\n");
        Run("Import-VgsCard $file", ("file", Folder.At("cards.csv"))).ThrowIfFailed();
        var journal = Folder.At("cards.csv.journal.jsonl");
        var before = File.ReadAllText(journal);
        Emulator.Requests.Clear();

        var error = Run("Invoke-VgsCalmRequest /thing -OutFile $file", ("file", journal))
            .ShouldFailWith("RequestInvalid", ErrorCategory.InvalidArgument, journal);

        Assert.Contains("is the journal of an import", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(journal));
        Assert.Empty(Emulator.Requests.Snapshot());
    }
}
