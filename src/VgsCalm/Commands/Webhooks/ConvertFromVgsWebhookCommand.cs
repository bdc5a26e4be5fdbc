using System.Management.Automation;
using System.Security;
using VgsCalm.Binding;
using VgsCalm.Cmdlets;
using VgsCalm.Errors;
using VgsCalm.Webhooks;

namespace VgsCalm.Commands.Webhooks;

/// <summary>ConvertFrom-VgsWebhook: checks what VGS posted, and gives it typed.</summary>
[Cmdlet(VerbsData.ConvertFrom, "VgsWebhook", DefaultParameterSetName = RequestSet)]
[OutputType(typeof(VgsWebhookEvent))]
public sealed class ConvertFromVgsWebhookCommand : VgsCmdlet
{
    private const string RequestSet = "InputObject";
    private const string BodySet = "Body";
    private const int MaxTolerance = 7 * 24 * 60 * 60;

    private WebhookVerification? _verification;

    /// <summary>The request as a platform hands it over: $WebhookData, $Request, or any object with a body and headers.</summary>
    [Parameter(ParameterSetName = RequestSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>The request's body as it came: text or bytes.</summary>
    [Parameter(ParameterSetName = BodySet, Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Body { get; set; }

    /// <summary>The value of the header vgs-signature.</summary>
    [Parameter(ParameterSetName = BodySet, Mandatory = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Signature { get; set; }

    /// <summary>The secret of the notification integration; several while one is replaced by another.</summary>
    [Parameter(Mandatory = true)]
    [NoPlainText]
    [ValidateNotNullOrEmpty]
    public SecureString[] Secret { get; set; } = [];

    /// <summary>Seconds that the time of the signature may lie before or after now.</summary>
    [Parameter]
    [ValidateRange(1, MaxTolerance)]
    public int ToleranceSec { get; set; } = 60;

    /// <summary>What the signature is of.</summary>
    [Parameter]
    public VgsSignedText SignedText { get; set; } = VgsSignedText.TimeAndBody;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _verification = new WebhookVerification(Secret, ToleranceSec, SignedText, Clock.System);
        }
        catch (VgsApiException error)
        {
            throw Fail(error);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        VgsWebhookEvent told;
        try
        {
            told = _verification!.Read(Delivery());
        }
        catch (VgsApiException error)
        {
            WriteError(VgsErrors.From(error));
            return;
        }

        WriteObject(told);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _verification?.Dispose();
        }

        base.Dispose(disposing);
    }

    private WebhookDelivery Delivery() =>
        ParameterSetName == BodySet
            ? new WebhookDelivery(WebhookBody.BytesOf(Body), WebhookInput.TextOf(Signature))
            : WebhookInput.Read(InputObject);
}
