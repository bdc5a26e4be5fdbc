using System.Management.Automation;
using System.Net;

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
        var input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return input is string or int or long ? new NetworkCredential("", input.ToString()).SecurePassword : input;
    }
}
