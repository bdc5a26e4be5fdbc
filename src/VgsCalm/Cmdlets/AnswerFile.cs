using System.Management.Automation;
using VgsCalm.Bulk;
using VgsCalm.Bulk.Journal;
using VgsCalm.Files;
using VgsCalm.Http;

namespace VgsCalm.Cmdlets;

/// <summary>The file of -OutFile, which takes one answer.</summary>
internal sealed class AnswerFile
{
    private readonly string _given;
    private bool _isTaken;

    private AnswerFile(string given, string path) => (_given, Path) = (given, path);

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Finds it. A folder that is not there would be found out only after the request was carried out.</summary>
    /// <exception cref="IOException">It cannot be a file.</exception>
    /// <exception cref="VgsApiException">RequestInvalid: it is an import's journal.</exception>
    public static AnswerFile Find(SessionState session, string given)
    {
        var file = FilePath.Find(session, given);
        if (Directory.Exists(file))
        {
            throw FileStatus.RefuseFolder(file);
        }

        if (ImportOutputs.IsJournal(file))
        {
            throw JournalFault.NotToReplace("OutFile", file);
        }

        var folder = System.IO.Path.GetDirectoryName(file);
        return string.IsNullOrEmpty(folder) || Directory.Exists(folder)
            ? new AnswerFile(given, file)
            : throw new DirectoryNotFoundException(
                $"The folder of '{file}' does not exist; nothing was sent. Make the folder, or choose another -OutFile."
            );
    }

    /// <summary>The error where one request may bring several answers.</summary>
    public static VgsApiException RefusePages() =>
        new(
            VgsErrorId.RequestInvalid,
            "-OutFile takes one answer, and -FollowRelLink may bring several; nothing was sent.",
            "OutFile"
        )
        {
            RecommendedAction = "Take the pages as output ($pages = … -FollowRelLink), or leave -FollowRelLink out.",
        };

    /// <summary>Opens it for the answer of a request.</summary>
    /// <exception cref="VgsApiException">RequestInvalid: it is another request's already, or cannot be written.</exception>
    public OutputFile Claim(ApiRequest request)
    {
        if (_isTaken)
        {
            throw new VgsApiException(
                VgsErrorId.RequestInvalid,
                $"-OutFile takes one answer, and '{_given}' is another request's; {request.Description} was not sent.",
                request.Target
            )
            {
                RecommendedAction =
                    "Give each request a file of its own (ForEach-Object), or take the answers as output.",
            };
        }

        var file = BodyFile.Open(Path, request.Target);
        _isTaken = true;
        return file;
    }
}
