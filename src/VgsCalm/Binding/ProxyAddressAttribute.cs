using System.Management.Automation;

namespace VgsCalm.Binding;

/// <summary>Makes an address of text. PowerShell's own conversion would repeat what is none, with the password that it may have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ProxyAddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (PipelineValue.Unwrap(inputData) is not string text)
        {
            return inputData;
        }

        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address)
            ? address
            : throw new ArgumentTransformationMetadataException(
                "It is no address of a proxy. Give scheme, host and port, such as http://proxy.example:3128, and a user with "
                    + "-ProxyCredential."
            );
    }
}
