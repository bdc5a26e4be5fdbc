using VgsCalm.Emulator.Accounts;
using VgsCalm.Emulator.Auth;
using VgsCalm.Emulator.Auth.SignIn;
using VgsCalm.Emulator.Calm;
using VgsCalm.Emulator.Cmp;
using VgsCalm.Emulator.Faults;
using VgsCalm.Emulator.Http;
using VgsCalm.Emulator.Requests;
using VgsCalm.Emulator.Webhooks;

namespace VgsCalm.Emulator;

/// <summary>All that one emulator remembers. Lives as long as its host and is shared by every request.</summary>
internal sealed class EmulatorState : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public EmulatorState(EmulatorOptions options)
    {
        Options = options;
        Time = options.TimeProvider;
        Accounts = new ServiceAccountRegister(options, Time);
        Persons = new PersonRegister(options);
        Organizations = new OrganizationRegister(options, Time.GetUtcNow());
        SignIns = new SignInRegister(options, Time);
        Tokens = new TokenTable(Time, Accounts);
        Cards = new CardRegister(new EnrolmentClock(options, Time));
        Merchants = new MerchantRegister(options.MerchantId);
        RateLimiter = new RateLimiter(options, Time);
        Requests = new RequestLog(Time);
        Webhooks = new WebhookSender(options, Time, Stopping);
        Changes = new WebhookSource(Webhooks, options, Time, Stopping);
    }

    public EmulatorOptions Options { get; }

    public TimeProvider Time { get; }

    /// <summary>What the server believes the time to be: the <c>Date</c> of its answers.</summary>
    public DateTimeOffset ServerTime => Time.GetUtcNow().AddSeconds(Options.ClockOffset);

    public ServiceAccountRegister Accounts { get; }

    public PersonRegister Persons { get; }

    public OrganizationRegister Organizations { get; }

    public SignInRegister SignIns { get; }

    public TokenTable Tokens { get; }

    public CardRegister Cards { get; }

    public MerchantRegister Merchants { get; }

    public NetworkTokenRegister NetworkTokens { get; } = new();

    public CmpCardRegister CmpCards { get; } = new();

    public RateLimiter RateLimiter { get; }

    public FaultList Faults { get; } = new();

    public RequestLog Requests { get; }

    /// <summary>Posts webhooks.</summary>
    public WebhookSender Webhooks { get; }

    /// <summary>Hears of changes that webhooks tell.</summary>
    public WebhookSource Changes { get; }

    /// <summary>Ends requests that hang by order of a fault when the emulator stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        Webhooks.Dispose();
        _stopping.Dispose();
    }
}
