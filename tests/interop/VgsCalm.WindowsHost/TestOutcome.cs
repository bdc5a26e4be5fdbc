using Xunit;
using Xunit.Abstractions;

namespace VgsCalm.WindowsHost;

/// <summary>What came of tests. A failure is printed when it happens.</summary>
internal sealed class TestOutcome : LongLivedMarshalByRefObject, IMessageSink, IDisposable
{
    private readonly ManualResetEventSlim _ended = new();

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestPassed:
                Passed++;
                break;
            case ITestSkipped:
                Skipped++;
                break;
            case ITestFailed failed:
                Report(failed.Test.DisplayName, failed);
                break;
            case IErrorMessage error:
                Report("outside of the tests", error);
                break;
            case ITestClassCleanupFailure failure:
                Report(failure.TestClass.Class.Name, failure);
                break;
            case ITestAssemblyFinished:
                _ended.Set();
                break;
            default:
                break;
        }

        return true;
    }

    public void Wait() => _ended.Wait();

    public void Dispose() => _ended.Dispose();

    private void Report(string what, IFailureInformation failure)
    {
        Failed++;
        Console.Out.WriteLine($"FAIL {what}: {string.Join(" / ", failure.Messages)}");
        Console.Out.WriteLine(string.Join(Environment.NewLine, failure.StackTraces));
    }
}
