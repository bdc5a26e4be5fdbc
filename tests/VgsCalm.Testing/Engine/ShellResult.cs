using System.Management.Automation;

namespace VgsCalm.Testing.Engine;

/// <summary>Everything that a script wrote.</summary>
public sealed class ShellResult(
    IReadOnlyList<PSObject> output,
    IReadOnlyList<ErrorRecord> errors,
    ErrorRecord? terminating,
    PSDataStreams streams
)
{
    public IReadOnlyList<PSObject> Output { get; } = output;

    /// <summary>Non-terminating errors.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; } = errors;

    /// <summary>The error that ended the script; null where it ran to its end.</summary>
    public ErrorRecord? Terminating { get; } = terminating;

    public IReadOnlyList<string> Verbose { get; } = [.. streams.Verbose.Select(r => r.Message)];

    public IReadOnlyList<string> Debug { get; } = [.. streams.Debug.Select(r => r.Message)];

    public IReadOnlyList<string> Warnings { get; } = [.. streams.Warning.Select(r => r.Message)];

    public IReadOnlyList<string> Information { get; } = [.. streams.Information.Select(r => $"{r}")];

    public IReadOnlyList<ProgressRecord> Progress { get; } = [.. streams.Progress];

    /// <summary>What ended the script, or else the first error that it wrote; null where it has none.</summary>
    public ErrorRecord? Failure => Terminating ?? (Errors.Count > 0 ? Errors[0] : null);

    /// <summary>The only output object.</summary>
    public PSObject Single
    {
        get
        {
            ThrowIfFailed();
            return Assert.Single(Output);
        }
    }

    public object? this[string property] => Single.Properties[property]?.Value;

    public ShellResult ThrowIfFailed()
    {
        if (Failure is { } error)
        {
            Assert.Fail($"{error.FullyQualifiedErrorId}: {error}");
        }

        return this;
    }

    /// <summary>The one error, terminating or not, must have this id, category and target.</summary>
    public ErrorRecord ShouldFailWith(string id, ErrorCategory category, object? target)
    {
        var error = Terminating ?? Assert.Single(Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject);
        return error;
    }
}
