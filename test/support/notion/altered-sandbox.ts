import type { Workspace } from '../../../src/sandbox/workspace.js';
import { startAlteredNotion, type AlteredNotion } from './altered-notion.js';
import { startToolSandbox, type ToolSandbox } from './tool-sandbox.js';

/** The tools on a workspace of which some answers can be altered. */
export interface AlteredSandbox extends ToolSandbox {
  readonly alter: AlteredNotion['alter'];
  /** Passes everything on again, and forgets everything read so far. */
  reset(): void;
}

/** No budget is in the way of what these tests ask. */
const REQUESTS_PER_WINDOW = 1_000_000;

export async function startAlteredSandbox(workspace: Workspace): Promise<AlteredSandbox> {
  const made: AlteredNotion[] = [];
  const notion = await startToolSandbox(
    { workspace },
    { requestsPerWindow: REQUESTS_PER_WINDOW },
    {
      between: async (url) => {
        const altered = await startAlteredNotion(url);
        made.push(altered);
        return altered.url;
      },
    },
  );
  const closeSandbox = notion.close.bind(notion);
  return Object.assign(notion, {
    alter: (...rule: Parameters<AlteredNotion['alter']>): void => made.forEach((each) => each.alter(...rule)),
    reset: (): void => {
      made.forEach((each) => each.reset());
      notion.restart();
    },
    close: async (): Promise<void> => {
      await Promise.all(made.map((each) => each.close()));
      await closeSandbox();
    },
  });
}
