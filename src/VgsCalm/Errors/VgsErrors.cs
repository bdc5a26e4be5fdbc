using System.Management.Automation;
using System.Text;
using VgsCalm.Redaction;

namespace VgsCalm.Errors;

/// <summary>Every error record of the module is made here.</summary>
internal static class VgsErrors
{
    /// <summary>The record of what Core reports. The target is a path, an id or a reference, never a request or a secret.</summary>
    public static ErrorRecord From(VgsApiException error, string? target = null) =>
        Create(
            error,
            error.Id.ToString(),
            CategoryOf(error.Id),
            VgsApiException.WithoutTokens(target) ?? error.Target,
            Describe(error)
        );

    /// <summary>A file of the caller's that cannot be read or written, under the id that PowerShell's own commands use for it.</summary>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="path">Its path.</param>
    /// <param name="text">What the user reads; null: the error's own message.</param>
    public static ErrorRecord File(Exception error, string path, string? text = null)
    {
        var (id, category) = error switch
        {
            FileNotFoundException or DirectoryNotFoundException or ItemNotFoundException => (
                "PathNotFound",
                ErrorCategory.ObjectNotFound
            ),
            System.Management.Automation.DriveNotFoundException => ("DriveNotFound", ErrorCategory.ObjectNotFound),
            UnauthorizedAccessException => ("PathAccessDenied", ErrorCategory.PermissionDenied),
            NotSupportedException => ("PathNotUsable", ErrorCategory.InvalidArgument),
            _ => ("PathNotUsable", ErrorCategory.WriteError),
        };
        var details = PathText.Redact(text ?? error.Message);
        return Create(WithShownMessage(error), id, category, PathText.Redact(path), Printable(details));
    }

    /// <summary>
    /// A text as a terminal or a log may have it: a name or a path of the caller's may have line ends and escape sequences in it.
    /// </summary>
    public static string Printable(string text) => TerminalText.Clean(text);

    // The target itself stays as it is, for the script that handles the error; views show its name.
    private static ErrorRecord Create(
        Exception error,
        string id,
        ErrorCategory category,
        string? target,
        string details
    )
    {
#pragma warning disable RS0030 // This is the one place that may make them.
        var record = new ErrorRecord(error, id, category, target) { ErrorDetails = new ErrorDetails(details) };
#pragma warning restore RS0030
        if (target is not null)
        {
            record.CategoryInfo.TargetName = Printable(target);
        }

        return record;
    }

    // Scripts write $_.Exception.Message into their logs. What they catch it by, the type, stays.
    private static Exception WithShownMessage(Exception error)
    {
        var redacted = PathText.Redact(error.Message);
        if (redacted == error.Message && TerminalText.IsClean(error))
        {
            return error;
        }

        var message = Printable(redacted);
        return error switch
        {
            FileNotFoundException => new FileNotFoundException(message),
            DirectoryNotFoundException => new DirectoryNotFoundException(message),
            ItemNotFoundException => new ItemNotFoundException(message),
            System.Management.Automation.DriveNotFoundException =>
                new System.Management.Automation.DriveNotFoundException(message),
            ProviderNotFoundException => new ProviderNotFoundException(message),
            UnauthorizedAccessException => new UnauthorizedAccessException(message),
            NotSupportedException => new NotSupportedException(message),
            _ => new IOException(message),
        };
    }

    private static ErrorCategory CategoryOf(VgsErrorId id) =>
        id switch
        {
            VgsErrorId.NotConnected or VgsErrorId.ConnectionFailed or VgsErrorId.TokenEndpointUnavailable =>
                ErrorCategory.ConnectionError,
            VgsErrorId.AuthenticationFailed
            or VgsErrorId.Unauthorized
            or VgsErrorId.SignInFailed
            or VgsErrorId.SignInRequired => ErrorCategory.AuthenticationError,
            VgsErrorId.Forbidden => ErrorCategory.PermissionDenied,
            VgsErrorId.NotFound => ErrorCategory.ObjectNotFound,
            VgsErrorId.InvalidScope or VgsErrorId.RequestInvalid => ErrorCategory.InvalidArgument,
            VgsErrorId.CardInvalid or VgsErrorId.ConfigInvalid or VgsErrorId.JournalMismatch =>
                ErrorCategory.InvalidData,
            VgsErrorId.Conflict or VgsErrorId.FileExists => ErrorCategory.ResourceExists,
            VgsErrorId.RateLimited => ErrorCategory.LimitsExceeded,
            VgsErrorId.ServiceError or VgsErrorId.OutcomeUnknown => ErrorCategory.InvalidResult,
            VgsErrorId.ResponseInvalid or VgsErrorId.TokenResponseInvalid => ErrorCategory.ProtocolError,
            VgsErrorId.OperationTimeout => ErrorCategory.OperationTimeout,
            VgsErrorId.InsecureUri
            or VgsErrorId.ForeignHost
            or VgsErrorId.CertificateInvalid
            or VgsErrorId.WebhookInvalid => ErrorCategory.SecurityError,
            VgsErrorId.ProxyUnsupported => ErrorCategory.NotImplemented,
            _ => ErrorCategory.NotSpecified,
        };

    // The next step is part of the message: ErrorDetails.RecommendedAction shows in some views, twice in others, and in no log.
    private static string Describe(VgsApiException error)
    {
        var text = new StringBuilder(error.Message);
        if (error.Message.Length > 0 && char.IsLetterOrDigit(error.Message[error.Message.Length - 1]))
        {
            text.Append('.');
        }

        if (error.TraceId is not null)
        {
            text.Append(" Trace id: ").Append(error.TraceId).Append('.');
        }

        if (error.RecommendedAction is not null)
        {
            text.Append(' ').Append(error.RecommendedAction);
        }

        return text.ToString();
    }
}
