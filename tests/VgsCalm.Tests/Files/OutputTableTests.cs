using VgsCalm.Emulator.Faults;

namespace VgsCalm.Tests.Files;

/// <summary>Every parameter that writes a file, at every kind of place.</summary>
public sealed class OutputTableTests : ConnectedTest
{
    private const string Request = "Invoke-VgsCalmRequest /thing -Method Post -Body '{}' -OutFile $path";
    private const string Export = "New-VgsServiceAccountConfig tnt1 | Export-VgsServiceAccountConfig $path -Force";
    private const string Result = "Import-VgsCard $csv -ResultPath $path";
    private const string Reject = "Import-VgsCard $csv -RejectPath $path";
    private const string Report = "Import-VgsCard $csv -ReportPath $path";

    private static readonly string[] Writers = [Request, Export, Result, Reject, Report];

    private FileTable Table => _table ??= new FileTable(Folder);

    private FileTable? _table;

    public static TheoryData<string, string> Written =>
        Cross(
            "new",
            "regular",
            "link",
            "linked folder",
            "dangling link",
            "brackets",
            "completed",
            "completed folder",
            "spaces",
            "255 bytes"
        );

    public static TheoryData<string, string> Refused =>
        Cross("folder", "no folder", "read-only file", "256 bytes", "circle");

    public static TheoryData<string, string> RefusedAsRoot => Cross("read-only folder", "full disk");

    public static TheoryData<string, string> Devices => Cross("device");

    public static TheoryData<string, string> Full => Cross("full device");

    public static TheoryData<string, string> Pipes => Cross("pipe");

    [LinuxTheory]
    [MemberData(nameof(Written))]
    public void A_target_that_can_be_written_stays_what_it_is(string writer, string kind)
    {
        var (typed, file) = Make(kind);
        var before = File.Exists(file) ? FileTable.Look(file) : "regular file 600";

        Run(writer, ("path", typed)).ThrowIfFailed();

        Assert.NotEqual("old", File.ReadAllText(file));
        Assert.Equal(before, FileTable.Look(file));
        AssertNothingLeft();
        Assert.True(kind is not ("link" or "dangling link") || new FileInfo(typed).LinkTarget is not null);
        Assert.True(kind is not ("completed" or "completed folder") || !Path.Exists(typed));
    }

    [LinuxTheory]
    [MemberData(nameof(Refused))]
    public void A_target_that_cannot_be_written_is_refused_before_any_request(string writer, string kind)
    {
        var (typed, file) = Make(kind);

        AssertRefused(writer, typed);

        Assert.True(kind != "read-only file" || File.ReadAllText(file) == "old");
    }

    [RootTheory]
    [MemberData(nameof(RefusedAsRoot))]
    public void A_file_system_that_takes_nothing_is_refused_before_anything_is_sent(string writer, string kind) =>
        AssertRefused(writer, Make(kind).Typed);

    [RootTheory]
    [MemberData(nameof(Devices))]
    public void A_device_takes_the_content_and_stays_a_device(string writer, string kind)
    {
        var (typed, file) = Make(kind);

        Run(writer, ("path", typed)).ThrowIfFailed();

        Assert.StartsWith("character special file", FileTable.Look(file), StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [RootTheory]
    [MemberData(nameof(Full))]
    public void A_full_device_is_an_error_and_leaves_nothing_behind(string writer, string kind)
    {
        var (typed, _) = Make(kind);

        var result = Run(writer, ("path", typed));

        Assert.NotNull(result.Failure);
        Assert.True(
            !writer.StartsWith("Import", StringComparison.Ordinal)
                || result.Output.Single().Properties["Total"].Value is 3L
        );
        AssertNothingLeft();
    }

    [LinuxTheory]
    [MemberData(nameof(Pipes))]
    public async Task A_pipe_takes_the_whole_content(string writer, string kind)
    {
        var (typed, file) = Make(kind);
        var reading = Task.Run(() => File.ReadAllText(file));

        Run(writer, ("path", typed)).ThrowIfFailed();

        Assert.NotEmpty(await reading);
        Assert.StartsWith("fifo", FileTable.Look(file), StringComparison.Ordinal);
        AssertNothingLeft();
    }

    [LinuxTheory]
    [InlineData("Invoke-VgsCalmRequest /thing -OutFile $path -WhatIf")]
    [InlineData("$WhatIfPreference = $true; Invoke-VgsCalmRequest /thing -OutFile $path")]
    [InlineData(Request + " -WhatIf")]
    [InlineData(Export + " -WhatIf")]
    [InlineData(Result + " -WhatIf")]
    public void WhatIf_neither_writes_nor_sends(string script)
    {
        var (typed, file) = Make("regular");
        var before = File.GetLastWriteTimeUtc(file);

        Run(script, ("path", typed)).ThrowIfFailed();

        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal(before, File.GetLastWriteTimeUtc(file));
        Assert.Empty(Emulator.Requests.Snapshot());
        AssertNothingLeft();
    }

    public override async Task DisposeAsync()
    {
        Table.Unmount();
        await base.DisposeAsync();
    }

    private static TheoryData<string, string> Cross(params string[] kinds)
    {
        var rows = new TheoryData<string, string>();
        foreach (var writer in Writers)
        {
            foreach (var kind in kinds)
            {
                rows.Add(writer, kind);
            }
        }

        return rows;
    }

    private (string Typed, string File) Make(string kind)
    {
        Always(FaultKind.RawBody, "/calm/thing", body: "answer");
        Directory.CreateDirectory(Folder.At("cards"));
        Shell.Set(
            "csv",
            Folder.Write(
                "cards/cards.csv",
                "Name,CardNumber,ExpirationMonth,ExpirationYear\nA,5415775831611962,1,30\nB,123,1,30\nC,5415775831611970,1,30\n"
            )
        );
        return Table.Make(kind);
    }

    private void AssertRefused(string writer, string typed)
    {
        var result = Run(writer, ("path", typed));

        Assert.NotNull(result.Failure);
        Assert.DoesNotMatch("[^.] Nothing was sent", result.Failure.Exception.Message);
        Assert.Empty(Emulator.Requests.Snapshot());
        AssertNothingLeft();
        Assert.Equal(["cards.csv"], Directory.GetFiles(Folder.At("cards")).Select(Path.GetFileName));
    }

    private void AssertNothingLeft() =>
        Assert.DoesNotContain(
            Directory.GetFiles(Folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true }),
            file => Path.GetFileName(file).StartsWith(".vgscalm-", StringComparison.Ordinal)
        );
}
