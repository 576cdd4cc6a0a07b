import type { RunningCli } from './spawn.js';

/** The link at this machine that a command prints for the person at it. */
export async function printedLink(cli: RunningCli): Promise<string> {
  for (;;) {
    const [link] = /http:\/\/127\.0\.0\.1:\d+\S+/.exec(cli.stdout()) ?? [];
    if (link !== undefined) {
      return link;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
