using System.Management.Automation;
using VgsCalm.Accounts;
using VgsCalm.Auth;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Files;
using VgsCalm.Formats.Yaml;

namespace VgsCalm.Commands.ServiceAccounts;

/// <summary>Export-VgsServiceAccountConfig: writes the credentials.yaml of the VGS page, readable by its owner only.</summary>
[Cmdlet(VerbsData.Export, "VgsServiceAccountConfig", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportVgsServiceAccountConfigCommand : VgsCmdlet
{
    // In bytes a letter may be four, and a name has 255.
    private const int MaxNameLength = 60;

    private string _file = "";
    private OutputFile? _output;
    private string? _written;

    /// <summary>A configuration or a service account.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = new();

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Write the client secret too.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Replace a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Hand the file out.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Before the commands upstream make an account whose secret would have no place to go to.
        _output = WithFile(
            Path,
            () =>
            {
                _file = FilePath.Find(SessionState, Path);
                var output = new OutputFile(_file, Force, isPrivate: IncludeSecret);
                if (!Common.IsWhatIf)
                {
                    Prove(output);
                }

                return output;
            }
        );
        foreach (var file in _output.FindAbandoned())
        {
            WriteWarning(
                $"'{file}' was left by a command that was killed while it wrote a file. It may hold a secret that is saved nowhere else: "
                    + "look into it, keep what you need, and remove it."
            );
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = ConfigGiven();
        if (!ShouldProcess(_file, ActionText(config)))
        {
            return;
        }

        if (_written is not null)
        {
            throw Fail(SecondAccount(config));
        }

        Write(config);
        _written = config.ToString();
        if (PassThru)
        {
            WriteObject(InvokeProvider.Item.Get([_file], force: true, literalPath: true), enumerateCollection: true);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _output?.Dispose();
        }
    }

    // The system names the file in which the content is put together, which the caller has not heard of.
    private void Prove(OutputFile output)
    {
        try
        {
            output.Prove();
        }
        catch (IOException error) when (error.GetType() == typeof(IOException))
        {
            var problem = $"'{Path}' cannot be written: {error.Message.TrimEnd('.')}. Nothing was sent or written.";
            throw Fail(VgsErrors.File(error, Path, $"{problem} Mend that, or give another path."));
        }
    }

    private void Write(VgsServiceAccountConfig config)
    {
        try
        {
            _output?.Write(writer => ServiceAccountYaml.Write(writer, config, IncludeSecret));
        }
        catch (VgsApiException error)
        {
            throw Fail(error.Reworded(WithRescue(error.Message, config)));
        }
        catch (Exception error) when (FilePath.IsProblem(error))
        {
            var problem =
                $"'{Path}' cannot be written ({error.Message.TrimEnd('.')}), and does not hold service account '{config}'.";
            throw Fail(VgsErrors.File(error, _file, WithRescue(problem, config)));
        }
    }

    private string ActionText(VgsServiceAccountConfig config) =>
        IncludeSecret
            ? $"Write the configuration of service account '{config}' with its secret"
            : $"Write the configuration of service account '{config}'";

    // The commands upstream have made this account already, and its secret exists nowhere else.
    private VgsApiException SecondAccount(VgsServiceAccountConfig config)
    {
        var problem =
            $"'{Path}' holds service account '{_written}' and takes no other; '{config}' was not written to it.";
        return new VgsApiException(VgsErrorId.FileExists, WithRescue(problem, config), _file)
        {
            RecommendedAction =
                "Give each account a file of its own: ForEach-Object { $_ | Export-VgsServiceAccountConfig … }.",
        };
    }

    // The commands upstream may have made the account just now: then its secret is here and nowhere else.
    private string WithRescue(string problem, VgsServiceAccountConfig config) =>
        IncludeSecret ? $"{problem} {Rescue(config)}" : problem;

    private string Rescue(VgsServiceAccountConfig config)
    {
        var folder = _output is { IsWrittenThrough: false } ? System.IO.Path.GetDirectoryName(_file) : null;
        var name = new string([.. config.ToString().Select(c => char.IsLetterOrDigit(c) || c == '-' ? c : '_')]);
        var beside = System.IO.Path.Combine(
            folder ?? SessionState.Path.CurrentFileSystemLocation.ProviderPath,
            name.Substring(0, Math.Min(name.Length, MaxNameLength)) + ".yaml"
        );
        try
        {
            using var file = new OutputFile(beside, overwrite: false);
            file.Write(writer => ServiceAccountYaml.Write(writer, config, includeSecret: true));
            return $"Its secret, which VGS gives only once, was saved in '{beside}'.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or VgsApiException)
        {
            var variable = UntakenAccount.KeepInShell(this, config);
            return $"Its secret, which VGS gives only once, is in ${variable} until this shell ends, since '{beside}' could not be written "
                + $"either ({error.Message.TrimEnd('.')}): ${variable} | Export-VgsServiceAccountConfig PATH -IncludeSecret, or remove "
                + $"the account, in the session that made it, with {Removal(config)}.";
        }
    }

    private string Removal(VgsServiceAccountConfig config)
    {
        var commands = new AccountCommands(
            (InputObject.BaseObject as VgsServiceAccount)?.OrganizationId ?? config.OrganizationId,
            sessionArgument: ""
        );
        return config.ClientId is { } id ? commands.Remove(id) : commands.RemoveFound;
    }

    private VgsServiceAccountConfig ConfigGiven()
    {
        try
        {
            var config = ServiceAccountInput.ToConfig(InputObject);
            if (!IncludeSecret)
            {
                return config;
            }

            var secret =
                config.ClientSecret
                ?? throw new VgsConfigException(
                    "the secret is not known: VGS gives it once, when the account is made.",
                    field: "data.clientSecret"
                )
                {
                    RecommendedAction =
                        "Leave -IncludeSecret out. If the secret was saved nowhere, Reset-VgsServiceAccount makes a successor.",
                };
            return SecretText.IsWiped(secret) ? throw ClientCredentials.WipedSecret() : config;
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }
}
