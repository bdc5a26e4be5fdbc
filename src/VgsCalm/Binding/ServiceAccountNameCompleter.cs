namespace VgsCalm.Binding;

/// <summary>Completes names of the organization's service accounts.</summary>
internal sealed class ServiceAccountNameCompleter : ClientIdCompleter
{
    protected override bool CompletesNames => true;
}
