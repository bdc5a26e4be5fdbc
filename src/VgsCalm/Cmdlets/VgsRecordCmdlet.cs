using System.Management.Automation;
using VgsCalm.Binding;

namespace VgsCalm.Cmdlets;

/// <summary>A command that takes records: objects, whose properties PowerShell binds, and hashtables, which are bound here.</summary>
public abstract class VgsRecordCmdlet : VgsWindowCmdlet
{
    private RecordBinding? _binding;

    /// <summary>
    /// A record: an object or a hashtable with the names of other parameters. What is typed counts before what it has.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>The position in the input, from 1.</summary>
    private protected long Position { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _binding = RecordBinding.CreateIfNeeded(this, InputObject);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            if (TryBind())
            {
                ProcessInput();
            }
        }
        finally
        {
            _binding?.Restore();
        }
    }

    /// <summary>Does the work of one record, whose fields the parameters have.</summary>
    private protected abstract void ProcessInput();

    private bool TryBind()
    {
        try
        {
            _binding?.Bind(InputObject, $"row {Position + 1}");
            return true;
        }
        catch (VgsApiException error)
        {
            Position++;
            EnqueueError(error);
            return false;
        }
    }
}
