using System.Management.Automation;
using VgsCalm.Errors;

namespace VgsCalm.Binding;

/// <summary>A service account or a configuration, as the pipeline brings either.</summary>
internal static class ServiceAccountInput
{
    /// <exception cref="VgsConfigException">It is neither.</exception>
    public static VgsServiceAccountConfig ToConfig(PSObject input) =>
        input.BaseObject switch
        {
            VgsServiceAccount account => account.ToConfig(),
            VgsServiceAccountConfig config => config,
            _ when DeserializedObject.Is<VgsServiceAccount>(input) => throw new VgsConfigException(
                "this is a picture of a service account, as Start-Job, remoting and Import-Clixml give it.",
                field: "InputObject"
            )
            {
                RecommendedAction =
                    "Its Credential, where it has one, is whole: Connect-VgsCalm -Credential takes that. The account itself, without a "
                    + "secret, comes from Get-VgsServiceAccount.",
            },
            _ when DeserializedObject.Is<VgsServiceAccountConfig>(input) => throw new VgsConfigException(
                "this is a picture of a service account's configuration, as Start-Job, remoting and Import-Clixml give it.",
                field: "InputObject"
            )
            {
                RecommendedAction = "Take the configuration itself, from New-VgsServiceAccountConfig or its file.",
            },
            VgsSession session => throw new VgsConfigException(
                "it is a session that is open already.",
                field: "InputObject"
            )
            {
                RecommendedAction =
                    $"Use it with -Session {ShellArgument.Write(session.Name)}, or make it the default one with Select-VgsCalmSession.",
            },
            _ when DeserializedObject.Is<VgsSession>(input) => throw new VgsConfigException(
                "this is a picture of a session, as Start-Job, remoting and Import-Clixml give it.",
                field: "InputObject"
            )
            {
                RecommendedAction = "A session lives in its own process: connect with the credential here.",
            },
            var other => throw new VgsConfigException(
                $"a {other.GetType().Name} is neither a service account nor a configuration.",
                field: "InputObject"
            )
            {
                RecommendedAction =
                    "Give what New-VgsServiceAccount, New-VgsServiceAccountConfig or Import-VgsServiceAccountConfig gives.",
            },
        };
}
