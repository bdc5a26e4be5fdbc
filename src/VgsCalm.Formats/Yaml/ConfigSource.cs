using YamlDotNet.Core;

namespace VgsCalm.Formats.Yaml;

/// <summary>The file that is being read, as far as errors need to know it.</summary>
internal sealed class ConfigSource(string? file)
{
    internal VgsConfigException Fault(string problem, int line, int column, string? field = null) =>
        new(problem, file, line, column, field);

    internal VgsConfigException Fault(string problem, LocatedNode at, string? field = null) =>
        Fault(problem, at.Line, at.Column, field);

    internal VgsConfigException Fault(string problem, in Mark at, string? field = null) =>
        Fault(problem, (int)at.Line, (int)at.Column, field);
}
