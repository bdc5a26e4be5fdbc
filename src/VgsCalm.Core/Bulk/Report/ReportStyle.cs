namespace VgsCalm.Bulk.Report;

/// <summary>How the report looks.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root {
          --page: #f6f7f9; --surface: #ffffff; --text: #1b2430; --muted: #5b6675; --rule: #dfe3e9; --track: #e8ebf0;
          --enrolled: #1f8a55; --enrolling: #2f6fdb; --failed: #c8372d; --rejected: #d98500; --unknown: #7d57c1; --unsent: #8a94a3;
          --live: #b3261e; --sandbox: #2f6fdb;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #11151b; --surface: #1a2029; --text: #e7ebf0; --muted: #9aa6b5; --rule: #2c3541; --track: #2a323d;
            --enrolled: #3fb27a; --enrolling: #6c9cf5; --failed: #f0695f; --rejected: #eba63c; --unknown: #a98ae6; --unsent: #7b8796;
            --live: #f0695f; --sandbox: #6c9cf5;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        main { max-width: 1040px; margin: 0 auto; padding: 40px 24px 32px; }
        h1 { margin: 2px 0 10px; font-size: 28px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { margin: 0 0 8px; font-size: 16px; font-weight: 650; }
        section { margin-top: 20px; padding: 20px 24px; background: var(--surface); border: 1px solid var(--rule); border-radius: 10px; }
        code { font: 13px/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        p { margin: 0; }
        .over { color: var(--muted); font-size: 13px; }
        .lead { font-size: 18px; }
        .advice, .note, .none { margin-top: 6px; color: var(--muted); font-size: 14px; }
        .note { margin: 0 0 8px; }
        .none { margin: 0; }
        table + .none { margin-top: 12px; }
        .badge { display: inline-block; vertical-align: 4px; margin-left: 6px; padding: 2px 10px; border: 1px solid; border-radius: 999px; font-size: 12px; line-height: 1.5; font-weight: 600; letter-spacing: 0.02em; }
        .badge.sandbox { color: var(--sandbox); }
        .badge.live { color: var(--surface); background: var(--live); border-color: var(--live); }
        .dot { display: inline-block; flex: none; width: 9px; height: 9px; margin-right: 7px; border-radius: 3px; }
        .counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(140px, 1fr)); gap: 20px 14px; margin: 0 0 18px; padding: 0; list-style: none; }
        .counts li { display: flex; flex-direction: column; }
        .counts b { font-size: 30px; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
        .counts .long b { font-size: 20px; line-height: 37px; }
        .counts .zero b { color: var(--muted); font-weight: 400; }
        .label { font-size: 14px; font-weight: 600; }
        .share, .meaning { color: var(--muted); font-size: 13px; }
        .bar { display: block; border-radius: 4px; }
        .track { fill: var(--track); }
        .enrolled { fill: var(--enrolled); } .dot.enrolled { background: var(--enrolled); }
        .enrolling { fill: var(--enrolling); } .dot.enrolling { background: var(--enrolling); }
        .failed { fill: var(--failed); } .dot.failed { background: var(--failed); }
        .rejected { fill: var(--rejected); } .dot.rejected { background: var(--rejected); }
        .unknown { fill: var(--unknown); } .dot.unknown { background: var(--unknown); }
        .unsent { fill: var(--unsent); } .dot.unsent { background: var(--unsent); }
        .bar rect:not(.track) { stroke: var(--surface); stroke-width: 1; }
        table { width: 100%; border-collapse: collapse; font-size: 14px; }
        th { padding: 4px 16px 6px 0; border-bottom: 1px solid var(--rule); color: var(--muted); font-size: 13px; font-weight: 500; text-align: left; }
        td { padding: 8px 16px 8px 0; border-bottom: 1px solid var(--rule); vertical-align: baseline; }
        tbody tr:last-child td { border-bottom: 0; padding-bottom: 0; }
        .state { white-space: nowrap; }
        .code { width: 250px; }
        .advice code { white-space: nowrap; }
        .reason { overflow-wrap: anywhere; }
        .number { padding-right: 0; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .chart { display: block; width: 100%; height: auto; }
        .chart.narrow { display: none; }
        .chart text { fill: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
        .value { text-anchor: end; }
        .time { text-anchor: middle; }
        .grid { stroke: var(--rule); }
        .axis { stroke: var(--muted); stroke-opacity: 0.6; }
        .area { fill: var(--enrolling); fill-opacity: 0.14; }
        .line { fill: none; stroke: var(--enrolling); stroke-width: 1.5; stroke-linejoin: round; }
        .hit { fill: var(--text); fill-opacity: 0; }
        .hit:hover { fill-opacity: 0.07; }
        .facts { display: grid; grid-template-columns: 1fr 1fr; gap: 16px 40px; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; font-size: 14px; }
        dt { color: var(--muted); }
        dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        footer { margin-top: 16px; color: var(--muted); font-size: 13px; }
        @media (max-width: 640px) {
          main { padding: 24px 14px; }
          section { padding: 16px; }
          h1 { font-size: 23px; }
          .counts { grid-template-columns: 1fr 1fr; }
          .counts b { font-size: 26px; }
          .chart.wide { display: none; }
          .chart.narrow { display: block; }
          .facts { grid-template-columns: 1fr; }
          thead { display: none; }
          table, tbody { display: block; }
          tr { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 10px 0; border-bottom: 1px solid var(--rule); }
          tr:first-child { padding-top: 0; }
          tr:last-child { border-bottom: 0; padding-bottom: 0; }
          td { display: block; padding: 0; border: 0; }
          .number { grid-area: 1 / 2; }
          .code, .reason { grid-column: 1 / -1; width: auto; }
        }
        @media print {
          :root { --page: #ffffff; --surface: #ffffff; --text: #000000; --muted: #444444; --rule: #cccccc; --track: #e8ebf0;
            --enrolled: #1f8a55; --enrolling: #2f6fdb; --failed: #c8372d; --rejected: #d98500; --unknown: #7d57c1; --unsent: #8a94a3; --live: #b3261e; --sandbox: #2f6fdb; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { font-size: 12px; }
          main { max-width: none; padding: 0; }
          section { break-inside: avoid; box-decoration-break: clone; -webkit-box-decoration-break: clone; padding: 14px 16px; }
          .counts { grid-template-columns: repeat(auto-fit, minmax(100px, 1fr)); }
          .counts b { font-size: 22px; }
          .counts .long b { font-size: 15px; }
          section:has(table) { break-inside: auto; }
          tr { break-inside: avoid; }
        }
        """;
}
