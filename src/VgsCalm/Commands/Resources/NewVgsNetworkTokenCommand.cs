using System.Management.Automation;
using VgsCalm.Binding;
using VgsCalm.Cards;
using VgsCalm.Cmdlets;

namespace VgsCalm.Commands.Resources;

/// <summary>
/// New-VgsNetworkToken: asks the card's network for a token. Its state may still change: look again with
/// Get-VgsNetworkToken.
/// </summary>
[Cmdlet(VerbsCommon.New, "VgsNetworkToken", SupportsShouldProcess = true)]
[OutputType(typeof(VgsNetworkToken))]
public sealed class NewVgsNetworkTokenCommand : VgsNetworkTokenCmdlet
{
    /// <summary>Alias of the card number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [TextOfRecord("PanAlias", "pan_alias")]
    public string PanAlias { get; set; } = "";

    /// <summary>Month of expiry, 1 to 12.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpirationMonth", "exp_month")]
    [PlainText]
    public string? ExpMonth { get; set; }

    /// <summary>Year of expiry, two or four digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ExpirationYear", "exp_year")]
    [PlainText]
    public string? ExpYear { get; set; }

    private protected override void ProcessInput()
    {
        if (!TryReadAlias(PanAlias, out var alias))
        {
            return;
        }

        int month,
            year;
        try
        {
            (month, year) = (CardDetails.ParseMonth(ExpMonth, alias), CardDetails.ParseYear(ExpYear, alias));
        }
        catch (VgsApiException error)
        {
            EnqueueError(CardDetails.AboutAlias(error, alias));
            return;
        }

        if (!MayProceed(alias, "Make network token"))
        {
            return;
        }

        var (tokens, merchant) = (RequireSession().NetworkTokens, Merchant);
        Enqueue(
            alias,
            cancel => tokens.CreateAsync(alias, month, year, merchant, Observer, cancel),
            made: _ => "the network token"
        );
    }
}
