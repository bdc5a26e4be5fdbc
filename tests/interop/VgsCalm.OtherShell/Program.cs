using System.Reflection;

// As pwsh's own program, in whatever engine lies beside it: to be built against one would tie it to that one's .NET.
var host = Assembly.Load("Microsoft.PowerShell.ConsoleHost");
var start = host.GetType("Microsoft.PowerShell.UnmanagedPSEntry", throwOnError: true)!
    .GetMethod("Start", [typeof(string[]), typeof(int)])!;
return start.CreateDelegate<Func<string[], int, int>>()(args, args.Length);
