using System.Net.Sockets;
using System.Runtime.InteropServices;
using VgsCalm.Emulator;
using VgsCalm.Emulator.Hosting;
using VgsCalm.Emulator.Requests;

const int Failed = 1;
const int UsageError = 2;

CommandLine command;
try
{
    command = CommandLine.Parse(args);
}
catch (FormatException wrong)
{
    await Console.Error.WriteLineAsync($"{wrong.Message}\n\n{CommandLine.Usage}");
    return UsageError;
}

if (command.AsksForHelp)
{
    await Console.Out.WriteLineAsync(CommandLine.Usage);
    return 0;
}

// Taken over before anything starts, so that a signal at any time ends in a clean stop.
var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

try
{
    await using var emulator = await VgsEmulator.StartAsync(command.Options);
    using var log = command.RequestLogPath is { } path ? new RequestLogFile(emulator.Requests, path) : null;
    await Greeting.WriteAsync(Console.Out, emulator);
    await stop.Task;
    return 0;
}
catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return Failed;
}

void OnSignal(PosixSignalContext context)
{
    context.Cancel = true;
    stop.TrySetResult();
}
