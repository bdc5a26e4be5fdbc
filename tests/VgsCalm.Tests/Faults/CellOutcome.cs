namespace VgsCalm.Tests.Faults;

/// <summary>What came of one command under one fault.</summary>
/// <param name="Id">The error's id; null where there was none.</param>
/// <param name="Requests">How many requests arrived that the fault could meet.</param>
/// <param name="TokenRequests">How many tokens the session asked for meanwhile, and for the good call after it.</param>
/// <param name="Elsewhere">How many connections were made to where a redirect leads.</param>
/// <param name="Afterwards">What the same session's good call said when the fault was over.</param>
internal sealed record CellOutcome(string? Id, int Requests, int TokenRequests, int Elsewhere, string Afterwards)
{
    public const string Works = "works";

    /// <summary>What the contract says.</summary>
    public static CellOutcome Expected(ServiceCommand command, ServiceFault fault)
    {
        var ending = EndingOf(command, fault);
        var requests = ending.Requests == Ending.EveryTry ? command.Tries : ending.Requests;
        if (fault.IsRepeatedUnasked && command.Spot.Method == "GET")
        {
            requests *= 4;
        }

        return new CellOutcome(ending.Id, requests, command.IsTokenRequest ? 0 : fault.Renewals, Elsewhere: 0, Works);
    }

    private static Ending EndingOf(ServiceCommand command, ServiceFault fault)
    {
        if (fault.Content is { } content && command.Takes >= content)
        {
            return new Ending(Id: null);
        }

        return command.Repetition switch
        {
            Repetition.OfTokenRequest => command.IsOfPerson && fault.OfPerson is { } person ? person : fault.Token,
            Repetition.WhenNotCarriedOut => fault.Post,
            _ => command.IsOfAccounts && fault.OfAccounts is { } accounts ? accounts : fault.Always,
        };
    }
}
