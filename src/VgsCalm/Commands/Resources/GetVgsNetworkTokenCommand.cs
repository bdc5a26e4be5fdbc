using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Resources;

/// <summary>Get-VgsNetworkToken: a network token as it is now.</summary>
[Cmdlet(VerbsCommon.Get, "VgsNetworkToken")]
[OutputType(typeof(VgsNetworkToken))]
public sealed class GetVgsNetworkTokenCommand : VgsNetworkTokenCmdlet
{
    /// <summary>Aliases of card numbers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextOfRecord("PanAlias", "pan_alias", TakesSeveral = true)]
    public string[] PanAlias { get; set; } = [];

    private protected override void ProcessInput()
    {
        var (tokens, merchant) = (RequireSession().NetworkTokens, Merchant);
        foreach (var given in PanAlias ?? [])
        {
            if (TryReadAlias(given, out var alias))
            {
                Enqueue(alias, cancel => tokens.GetAsync(alias, merchant, Observer, cancel));
            }
        }
    }
}
