using System.Globalization;
using BenchmarkDotNet.Loggers;
using VgsCalm.Benchmarks;
using VgsCalm.Benchmarks.Loads;
using VgsCalm.Benchmarks.Report;
using VgsCalm.Benchmarks.Small;
using VgsCalm.Benchmarks.Stub;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
switch (args)
{
    // The report's own child.
    case ["serve"]:
        return await StubServer.RunAsync();
    case ["report"]:
        await PerformanceReport.RunAsync(Effort.Full, Path.Combine(BuildPaths.SourceRoot, "docs"));
        return 0;
    case ["report", "--quick"]:
        await PerformanceReport.RunAsync(Effort.Quick, folder: null);
        return 0;
    case ["report", "--quick", var folder]:
        await PerformanceReport.RunAsync(Effort.Quick, folder);
        return 0;
    case ["report", "--trial"]:
        await PerformanceReport.RunAsync(Effort.Trial, folder: null);
        return 0;
    case ["fresh"]:
        using (var stub = await StubProcess.StartAsync())
        {
            Console.WriteLine((await new ImportLoad(Effort.Full).MeasureAsync()).Detail);
            Console.WriteLine((await new FreshRunLoad(stub, Effort.Full).MeasureAsync()).Detail);
        }

        return 0;
    case ["cards"]:
        using (var stub = await StubProcess.StartAsync())
        using (var engine = HostedEngine.Open())
        {
            Console.WriteLine((await new EnrolmentLoad(stub, engine, Effort.Full).WithoutLatencyAsync()).Detail);
        }

        return 0;
    case ["webhooks"]:
        using (var engine = HostedEngine.Open())
        {
            var section = await new WebhookLoad(engine, Effort.Full).MeasureAsync();
            Console.WriteLine(section.Detail);
        }

        return 0;
    case ["goodput"]:
        Console.WriteLine((await new GoodputLoad(Effort.Full).MeasureAsync()).Detail);
        return 0;
    case ["loops"]:
        using (var stub = await StubProcess.StartAsync())
        {
            Console.WriteLine((await new ShellLoopLoad(stub, Effort.Full).MeasureAsync()).Detail);
        }

        return 0;
    case ["known", var rows]:
        using (var stub = await StubProcess.StartAsync())
        {
            var effort = Effort.Full with { KnownRows = int.Parse(rows, CultureInfo.InvariantCulture) };
            foreach (var line in (await new KnownRowsLoad(stub, effort).MeasureAsync()).Lines)
            {
                Console.WriteLine($"{line.What}: {line.Figure}; target {line.Target}; {line.Rival}");
            }
        }

        return 0;
    case ["small"]:
        Console.WriteLine(SmallBenchmarks.Run(Effort.Full, ConsoleLogger.Default).Detail);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            report           measures everything, prints it and writes docs/performance*.md
                             (about 25 minutes; leave the machine alone meanwhile)
            report --quick [folder]
                             prints a rougher measurement in about half of that, and writes nothing, or its pages into a folder
            report --trial   runs everything once, in half a minute, to see that it runs; its figures say nothing
            loops            one request after the other in a user's shell, alone
            fresh            the import, and a job of one card, in fresh processes alone
            cards            cards without latency alone
            webhooks         webhooks alone
            goodput          rows enrolled under rate limits alone
            known ROWS       so many rows that a journal knows, alone
            small            the small benchmarks alone, with all that BenchmarkDotNet has to say
            """
        );
        return 2;
}
