using System.Globalization;
using VgsCalm.Emulator;

namespace VgsCalm.Tests.Leaks;

/// <summary>Input files with sensitive values where they belong and where they do not.</summary>
internal sealed class LeakFiles(VgsEmulator emulator, CanaryValues canaries)
{
    /// <summary>Writes all of them into a folder.</summary>
    /// <returns>The names that the scripts of the cases have for them, and their paths.</returns>
    public (string Name, object? Value)[] Write(ScratchFolder folder)
    {
        var rows = string.Concat(canaries.Numbers.Select((n, i) => $"A{i},{n},1,30,order {i}\n"));
        return
        [
            ("csv", folder.Write("input.csv", $"Name,Number,ExpMonth,ExpYear,Reference\n{rows}")),
            (
                "badCsv",
                folder.Write(
                    "input.bad.csv",
                    $"Name,Number,ExpMonth,ExpYear,Reference\n"
                        + $"A,{canaries.Numbers[0]},{canaries.Numbers[1]},30,{canaries.Numbers[2]}\n{canaries.Numbers[0]},A B,1,30,x\n"
                        + $"A,{canaries.Numbers[0].Insert(6, "x")},1,30,x\nA,{canaries.Numbers[1]}0000,1,30,y\n"
                )
            ),
            ("headlessCsv", folder.Write("input.headless.csv", rows)),
            (
                "brokenCsv",
                folder.Write(
                    "input.broken.csv",
                    $"Name,Number,ExpMonth,ExpYear\nA,\"{canaries.Numbers[0]},1,30\nA,{canaries.Numbers[1]}\",\"1\"30\n"
                )
            ),
            ("yaml", folder.Write("input.yaml", Yaml($"  clientSecret: {emulator.CalmClientSecret}"))),
            ("badYaml", folder.Write("input.bad.yaml", Yaml($"  clientSecret: [{emulator.CalmClientSecret}"))),
            (
                "strayYaml",
                folder.Write(
                    "input.stray.yaml",
                    Yaml(
                        $"  {emulator.CalmClientSecret}: x\n  scope: {emulator.CalmClientSecret}\n  "
                            + $"accessTokenLifespan: {emulator.CalmClientSecret}"
                    )
                )
            ),
            ("listYaml", folder.Write("input.list.yaml", Yaml($"  clientSecret:\n  - {emulator.CalmClientSecret}"))),
            (
                "strangeYaml",
                folder.Write(
                    "input.strange.yaml",
                    $"{emulator.CalmClientSecret}: x\n" + Yaml($"  {emulator.CalmClientSecret}: x")
                )
            ),
            (
                "annotatedYaml",
                folder.Write(
                    "input.annotated.yaml",
                    Yaml($"  annotations:\n    {emulator.CalmClientSecret}:\n      a: x")
                )
            ),
            (
                "doubleYaml",
                folder.Write(
                    "input.double.yaml",
                    Yaml($"  {emulator.CalmClientSecret}: x\n  {emulator.CalmClientSecret}: y")
                )
            ),
            (
                "brokenYaml",
                string.Join(
                    ';',
                    (
                        (string[])
                            [
                                "!{0}!x",
                                "!{0}",
                                "*{0}",
                                "&{0} &{0} x",
                                "\"\\{0}\"",
                                "@{0}",
                                "'{0}",
                                "- {0}",
                                "{{{0}",
                                "x: {0}: y",
                                "|{0}",
                                "%{0}",
                            ]
                    ).Select(
                        (form, i) =>
                            folder.Write(
                                $"input.broken{i}.yaml",
                                Yaml(
                                    "  clientSecret: "
                                        + string.Format(CultureInfo.InvariantCulture, form, emulator.CalmClientSecret)
                                )
                            )
                    )
                )
            ),
            (
                "numberedCsv",
                folder.Write(
                    "input.numbered.csv",
                    $"Name,{canaries.Numbers[0]},ExpMonth,ExpYear\nA,{canaries.Numbers[0]},1,30\n"
                )
            ),
            (
                "doubleCsv",
                folder.Write(
                    "input.double.csv",
                    $"Name,{canaries.Numbers[0]},{canaries.Numbers[0]},ExpMonth,ExpYear\nA,{canaries.Numbers[0]},x,1,30\n"
                )
            ),
            (
                "addressCsv",
                folder.Write(
                    "input.address.csv",
                    $"Name,Number,ExpMonth,ExpYear,BillingAddress{canaries.Numbers[0]}\nA,{canaries.Numbers[0]},1,30,x\n"
                )
            ),
            (
                "aliasCsv",
                folder.Write(
                    "input.alias.csv",
                    $"Name,Number,ExpMonth,ExpYear\nA,tok_sandbox_abc,1,30\nA,{canaries.Numbers[0].Insert(6, "x")},1,30\n"
                        + $"A,PAN:{canaries.Numbers[0]},1,30\n"
                )
            ),
            (
                "kindYaml",
                folder.Write(
                    "input.kind.yaml",
                    $"kind: {emulator.CalmClientSecret}\ndata: {emulator.CalmClientSecret}\n"
                )
            ),
            (
                "pem",
                folder.Write(
                    "input.pem",
                    $"-----BEGIN CERTIFICATE-----\n{emulator.CalmClientSecret}\n-----END CERTIFICATE-----\n"
                )
            ),
        ];
    }

    private string Yaml(string secret) =>
        $"apiVersion: 1.0.0\nkind: ServiceAccount\ndata:\n  clientId: {emulator.CalmClientId}\n{secret}\n  name: "
        + $"calm\n  scopes:\n    - cards:write\n";
}
