namespace VgsCalm.Binding;

/// <summary>Completes names of the session's organizations.</summary>
internal sealed class OrganizationNameCompleter : OrganizationCompleter
{
    protected override bool CompletesNames => true;
}
