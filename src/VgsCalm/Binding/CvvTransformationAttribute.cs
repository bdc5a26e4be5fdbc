using System.Management.Automation;
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
        var input = PipelineValue.Unwrap(inputData);
        return input is string or int or long ? SecretText.ToSecureString(input.ToString() ?? "") : input;
    }
}
