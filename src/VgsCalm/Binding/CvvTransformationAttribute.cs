using System.Globalization;
using System.Management.Automation;
using System.Security;
using VgsCalm.Auth;

namespace VgsCalm.Binding;

/// <summary>
/// Takes a CVV also as text or number, as the row of a file has it. PowerShell would refuse it with an error whose target is the
/// row, and with it the card number and the CVV.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CvvTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        // A number of any type, as Import-Excel and databases give it; whatever is no CVV is refused later, without being repeated.
        var input = PipelineValue.Unwrap(inputData);
        return input switch
        {
            null or SecureString => input!,
            IFormattable number => SecretText.ToSecureString(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => SecretText.ToSecureString(input.ToString() ?? ""),
        };
    }
}
