import type { Goal } from '../harness/figures/goals.js';
import type { Era } from '../harness/http/tool-call.js';
import type { Run } from '../harness/run.js';

/** What the command line says of how to measure. */
export interface LoadOptions {
  readonly seconds: number;
  readonly memoryMinutes: number;
  readonly era: Era;
  readonly nodeOptions: readonly string[];
}

/** What a scenario found. */
export interface Findings {
  readonly goals: readonly Goal[];
  /** A paragraph and a table, in Markdown. */
  readonly text: readonly string[];
}

/** One thing that is measured, under a heading of its own. */
export interface Scenario {
  readonly title: string;
  measure(run: Run, options: LoadOptions): Promise<Findings>;
}

/** Plays Notion for every scenario. */
export const NOTION = new URL('notion.ts', import.meta.url);
