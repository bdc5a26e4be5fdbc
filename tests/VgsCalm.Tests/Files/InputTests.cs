using System.Management.Automation;

namespace VgsCalm.Tests.Files;

/// <summary>Every parameter that reads a file finds it as it is typed and as Tab completes it; and which file goes before which.</summary>
public sealed class InputTests : ConnectedTest
{
    private const string Import = "Import-VgsCard -Path $path -JournalPath $journal";
    private const string ImportLiteral = "Import-VgsCard -LiteralPath $path -JournalPath $journal";
    private const string Connect = "Connect-VgsCalm -Path $path @uris";
    private const string ConnectLiteral = "Connect-VgsCalm -LiteralPath $path @uris";
    private const string Token = "Get-VgsAccessToken -Path $path @uris";
    private const string Config = "Import-VgsServiceAccountConfig -Path $path";
    private const string ConfigLiteral = "Import-VgsServiceAccountConfig -LiteralPath $path";
    private const string New = "New-VgsServiceAccount ACemulator -Path $path -Session admin";
    private const string NewLiteral = "New-VgsServiceAccount ACemulator -LiteralPath $path -Session admin";
    private const string Trust = "Connect-VgsCalm $calm @uris -Proxy http://127.0.0.1:9 -CaCertificatePath $path";

    private static readonly string[] Readers = [Import, Connect, Token, Config, New, Trust];
    private static readonly string[] LiteralReaders = [ImportLiteral, ConnectLiteral, ConfigLiteral, NewLiteral];

    public static TheoryData<string, string, string> Found
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var reader in Readers.Concat(LiteralReaders))
            {
                rows.Add(reader, "in", "in");
                rows.Add(reader, "in[1]", "in[1]");
                rows.Add(reader, "i n", "i n");
                rows.Add(reader, new string('n', 255), new string('n', 255));
                rows.Add(reader, "real/in", "alias/in");
                rows.Add(reader, "real/in", "link");
            }

            foreach (var reader in Readers)
            {
                rows.Add(reader, "in[1]", "in`[1`]");
                rows.Add(reader, "a`b", "a`b");
            }

            return rows;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Found))]
    public void A_file_is_found(string reader, string name, string typed)
    {
        Write(reader, name);

        Run(reader, ("path", Folder.At(typed)), ("journal", Folder.At("journal"))).ThrowIfFailed();
    }

    [LinuxTheory]
    [InlineData(Import)]
    [InlineData(Connect)]
    [InlineData(Config)]
    [InlineData(New)]
    public void A_file_of_the_very_name_goes_before_one_that_fits_as_a_pattern(string reader)
    {
        Write(reader, "in[1].x");
        Folder.Write("in1.x", "nothing that could be read");

        Run(reader, ("path", Folder.At("in[1].x")), ("journal", Folder.At("journal"))).ThrowIfFailed();
    }

    [LinuxTheory]
    [InlineData(ImportLiteral)]
    [InlineData(ConnectLiteral)]
    [InlineData(ConfigLiteral)]
    [InlineData(NewLiteral)]
    public void A_literal_name_is_no_pattern(string reader)
    {
        Write(reader, "in1.x");

        var result = Run(reader, ("path", Folder.At("in[1].x")), ("journal", Folder.At("journal")));

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("PathNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Folder.At("in[1].x"), error.TargetObject);
    }

    [LinuxTheory]
    [InlineData(Import, "in[1.x")]
    [InlineData(Import, "in[1/x")]
    [InlineData(Connect, "in[1/x")]
    [InlineData(Config, "in[1.x")]
    [InlineData(Config, "in[1/x")]
    [InlineData(New, "in[1/x")]
    public void A_name_that_is_no_valid_pattern_is_looked_for_as_it_stands(string reader, string typed)
    {
        // A pattern is held against the folders that there are.
        Directory.CreateDirectory(Folder.At("folder"));

        var result = Run(reader, ("path", Folder.At(typed)), ("journal", Folder.At("journal")));

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("PathNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Folder.At(typed), error.ToString(), StringComparison.Ordinal);
    }

    [LinuxTheory]
    [InlineData("Import-VgsCard $dir/a*.csv")]
    [InlineData("Import-VgsCard \"$dir/a1.csv\", \"$dir/a2.csv\"")]
    [InlineData("Import-VgsCard -LiteralPath \"$dir/a1.csv\", \"$dir/a2.csv\"")]
    [InlineData("$files | Import-VgsCard")]
    [InlineData("\"$dir/a1.csv\", \"$dir/a2.csv\" | Import-VgsCard")]
    [InlineData("\"$dir/a*.csv\" | Import-VgsCard")]
    public void Several_files_are_enrolled_each_with_a_journal_of_its_own(string script)
    {
        Write(Import, "a1.csv");
        Write(Import, "a2.csv", "5415775831611970");
        Write(Import, "b.csv", "5415775831611988");
        var files = new[] { new FileInfo(Folder.At("a1.csv")), new FileInfo(Folder.At("a2.csv")) };

        var results = Run(script, ("dir", Folder.Path), ("files", files)).ThrowIfFailed().Output;

        Assert.Equal(2, Emulator.Cards.Count);
        Assert.Equal(
            [Folder.At("a1.csv.journal.jsonl"), Folder.At("a2.csv.journal.jsonl")],
            results.Select(result => result.Properties["JournalPath"].Value)
        );
    }

    [LinuxTheory]
    [InlineData("Import-VgsCard $dir/a*.csv -ResultPath $dir/r.csv", 0)]
    [InlineData("Import-VgsCard $dir/a*.csv -JournalPath $dir/j", 0)]
    [InlineData("Import-VgsCard \"$dir/a1.csv\", \"$dir/none.csv\"", 0)]
    [InlineData("Import-VgsCard \"$dir/a1.csv\", $dir", 0)]
    [InlineData("Import-VgsCard $dir/none*.csv", 0)]
    [InlineData("$files | Import-VgsCard -ResultPath $dir/r.csv", 1)]
    [InlineData("$files + @{ Number = '5415775831611988' } | Import-VgsCard", 2)]
    public void A_parameter_that_fits_one_file_refuses_the_next_one(string script, int enrolled)
    {
        Write(Import, "a1.csv");
        Write(Import, "a2.csv", "5415775831611970");
        var files = new[] { new FileInfo(Folder.At("a1.csv")), new FileInfo(Folder.At("a2.csv")) };

        var result = Run(script, ("dir", Folder.Path), ("files", files));

        Assert.NotNull(result.Failure);
        Assert.Equal(enrolled, Emulator.Cards.Count);
    }

    [LinuxTheory]
    [InlineData("-JournalPath $journal", true)]
    [InlineData("", false)]
    public async Task A_pipe_is_enrolled_where_it_has_a_journal(string parameters, bool enrolled)
    {
        FileTable.Shell("mkfifo", Folder.At("pipe"));
        var csv = File.ReadAllText(Write(Import, "a.csv"));
        Shell.Set("journal", Folder.At("journal"));
        Shell.Set("pipe", Folder.At("pipe"));
        for (var run = 0; run < 2; run++)
        {
            var writing = enrolled ? Task.Run(() => File.WriteAllText(Folder.At("pipe"), csv)) : Task.CompletedTask;

            var result = Run("Import-VgsCard $pipe " + parameters);

            await writing;
            Assert.Equal(enrolled, result.Failure is null);
            Assert.True(enrolled || result.Failure!.ToString().Contains("Give -JournalPath", StringComparison.Ordinal));
            Assert.Equal(enrolled ? 1 : 0, Emulator.Cards.Count);
        }
    }

    [LinuxTheory]
    [InlineData(Import)]
    [InlineData(Import + " -WhatIf")]
    [InlineData(Connect)]
    [InlineData(Token)]
    [InlineData(Config)]
    [InlineData(New)]
    [InlineData(Trust)]
    public async Task Ctrl_C_ends_the_wait_for_the_writer_of_a_pipe(string reader)
    {
        var pipe = Folder.At("pipe");
        FileTable.Shell("mkfifo", pipe);
        Shell.Set("path", pipe);
        Shell.Set("journal", Folder.At("journal"));
        using var reading = new RunningScript(Shell, reader);
        await Poll.Until(() => IsOpen(pipe), "the pipe is open");

        await Task.Run(reading.Stop).WaitAsync(TimeSpan.FromSeconds(3));

        Assert.Equal(PSInvocationState.Stopped, reading.State);
        Assert.Empty(reading.Errors);
        Assert.False(IsOpen(pipe));
        Assert.False(File.Exists(Folder.At("journal")));
    }

    private static bool IsOpen(string path) =>
        new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Any(file => file.LinkTarget == path);

    private string Write(string reader, string name, string number = "5415775831611962")
    {
        Directory.CreateDirectory(Folder.At("real"));
        if (!Path.Exists(Folder.At("alias")))
        {
            Directory.CreateSymbolicLink(Folder.At("alias"), "real");
            File.CreateSymbolicLink(Folder.At("link"), "alias/in");
        }

        if (reader == Trust)
        {
            return Folder.Write(name, Certificate());
        }

        if (reader is Import or ImportLiteral)
        {
            return Folder.Write(name, $"Name,CardNumber,ExpirationMonth,ExpirationYear\nA,{number},1,30\n");
        }

        Run(
                "New-VgsServiceAccountConfig tnt1 | New-VgsServiceAccount ACemulator -Session admin | "
                    + "Export-VgsServiceAccountConfig $file -IncludeSecret",
                ("file", Folder.At(name))
            )
            .ThrowIfFailed();
        return Folder.At(name);
    }

    private static string Certificate()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=test",
            key,
            System.Security.Cryptography.HashAlgorithmName.SHA256
        );
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem();
    }
}
