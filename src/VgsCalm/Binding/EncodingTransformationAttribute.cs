using System.Globalization;
using System.Management.Automation;
using System.Text;
using VgsCalm.Errors;

namespace VgsCalm.Binding;

/// <summary>Turns what Import-Csv's -Encoding takes into an encoding: its names, the number of a code page, or a name of .NET.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EncodingTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = PipelineValue.Unwrap(inputData);
        if (value is Encoding encoding)
        {
            return encoding;
        }

        var name = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        try
        {
            return name.ToLowerInvariant() switch
            {
                "utf8" or "utf8bom" or "utf8nobom" or "default" => new UTF8Encoding(
                    encoderShouldEmitUTF8Identifier: false
                ),
                "unicode" => Encoding.Unicode,
                "bigendianunicode" => Encoding.BigEndianUnicode,
                "utf32" => Encoding.UTF32,
                "bigendianutf32" => Encoding.GetEncoding("utf-32BE"),
                "ansi" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "oem" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
                _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var codePage) =>
                    Encoding.GetEncoding(codePage),
                _ => Encoding.GetEncoding(name),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException(
                $"'{VgsErrors.Printable(name)}' is no encoding that this system knows. Give a name, such as utf8 or unicode, or a code "
                    + "page, such as 1252.",
                error
            );
        }
    }
}
