import type { CallerReport } from '../callers/caller-process.js';
import type { AskedTool } from '../callers/questions.js';
import type { NotionCounts } from '../notion/notion-process.js';
import type { ScaleOptions } from '../options.js';
import type { BudgetFigures, CallFigures, Fairness, Recovery } from './figures.js';
import type { Losses } from './final-looks.js';
import type { Usage } from './usage.js';

/** Everything that a run has measured. */
export interface ScaleResult extends Pick<CallerReport, 'wrong' | 'waits'> {
  readonly date: string;
  readonly options: ScaleOptions;
  readonly connections: number;
  /** How many of these are on Business. */
  readonly business: number;
  /** Seconds in which was measured, before anything was disturbed. */
  readonly seconds: number;
  readonly calls: CallFigures;
  readonly budget: { readonly defaultValue: BudgetFigures; readonly business: BudgetFigures };
  readonly fair: Fairness;
  readonly disturbed: readonly (Recovery & { readonly name: string; readonly refused: number })[];
  readonly losses: Losses;
  readonly requestsOfTool: Readonly<Record<AskedTool, number>>;
  /** What Notion counted while was measured. */
  readonly notion: { readonly requests: number; readonly refreshes: number };
  /** 429s of the whole run. */
  readonly refusals: NotionCounts['refusals'];
  /** Level and message of what the servers complained of, and how often. */
  readonly complaints: readonly (readonly [complaint: string, count: number])[];
  readonly usage: Usage;
  /** No attempt may take longer. */
  readonly maxAttemptMs: number;
}
