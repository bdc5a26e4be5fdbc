namespace VgsCalm.Binding;

/// <summary>Completes names of the session's vaults.</summary>
internal sealed class VaultNameCompleter : VaultCompleter
{
    protected override bool CompletesNames => true;
}
