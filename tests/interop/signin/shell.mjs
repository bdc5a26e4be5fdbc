// A PowerShell that runs one script and whose words are read as they come.
import { spawn } from 'node:child_process';

export class Shell {
  constructor(script) {
    this.said = '';
    const text = `$ErrorActionPreference = 'Stop'; $PSStyle.OutputRendering = 'PlainText'; Import-Module $env:MODULE\n${script}`;
    this.process = spawn(process.env.PWSH, ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', text], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (data) => (this.said += data));
    }

    this.ended = new Promise((resolve) => this.process.on('close', resolve));
  }

  // The first match of a pattern in what it has said, as soon as it is there.
  async hear(pattern, seconds = 120) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const match = this.said.match(pattern);
      if (match) {
        return match;
      }

      if (Date.now() > end || this.process.exitCode !== null) {
        throw new Error(`PowerShell never said ${pattern}. It said:\n${this.said}`);
      }

      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  // What it said in all, after it has ended well.
  async end() {
    const code = await this.ended;
    if (code !== 0) {
      throw new Error(`PowerShell ended with ${code}. It said:\n${this.said}`);
    }

    return this.said;
  }
}
