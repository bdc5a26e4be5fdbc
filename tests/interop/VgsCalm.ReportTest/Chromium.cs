using System.Diagnostics;
using System.Globalization;

namespace VgsCalm.ReportTest;

/// <summary>
/// A browser without a window and without a network: its only proxy is a port that nothing listens on. Scripts it would
/// run; the page has none, and forbids them.
/// </summary>
internal sealed class Chromium(string profile)
{
    /// <summary>The page as the browser understood it.</summary>
    public string Read(string page) => Run("--dump-dom", new Uri(page).AbsoluteUri);

    /// <summary>Takes a picture of the page.</summary>
    /// <returns>Its path.</returns>
    public string Picture(string page, string picture, int width, int height)
    {
        Run(
            $"--screenshot={picture}",
            string.Create(CultureInfo.InvariantCulture, $"--window-size={width},{height}"),
            "--hide-scrollbars",
            new Uri(page).AbsoluteUri
        );
        return picture;
    }

    private string Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("chromium")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] always =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--proxy-server=127.0.0.1:9",
            $"--user-data-dir={Path.Combine(profile, "chromium")}",
        ];
        foreach (var argument in always.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var browser = Process.Start(start)!;
        var said = browser.StandardError.ReadToEndAsync();
        var output = browser.StandardOutput.ReadToEnd();
        browser.WaitForExit();
        return browser.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"chromium ended with exit code {browser.ExitCode}: {said.Result}");
    }
}
