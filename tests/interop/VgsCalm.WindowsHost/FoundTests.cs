using Xunit;
using Xunit.Abstractions;

namespace VgsCalm.WindowsHost;

/// <summary>The tests of a class, as the framework finds them.</summary>
internal sealed class FoundTests : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _ended = new();
    private readonly List<ITestCase> _cases = [];

    public IEnumerable<ITestCase> Cases => _cases;

    public bool OnMessage(IMessageSinkMessage message)
    {
        if (message is ITestCaseDiscoveryMessage found)
        {
            _cases.Add(found.TestCase);
        }
        else if (message is IDiscoveryCompleteMessage)
        {
            _ended.Set();
        }

        return true;
    }

    public void Wait() => _ended.Wait();

    public void Dispose() => _ended.Dispose();
}
