/** See `figures.mjs`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Attempt {
  readonly sent: number;
  readonly took: number;
  readonly kind: string;
  readonly why?: string;
}

export interface Call {
  readonly space: string;
  readonly begun: number;
  readonly took: number;
  readonly outcome: 'answered' | 'unanswered' | 'wrong' | 'unfinished';
  readonly attempts: readonly Attempt[];
}

export interface Budget {
  readonly start: number;
  readonly limit: number;
  readonly used: number;
  readonly refused: number;
}

export function callFigures(calls: readonly Call[], span: Span): Readonly<Record<string, unknown>>;
export function budgetFigures(
  budgets: readonly Budget[],
  span: Span,
  window: number,
): {
  readonly windows: number;
  readonly used: number;
  readonly allowed: number;
  readonly share: number;
  readonly refused: number;
};
export function fairness(
  budgets: readonly (Budget & { readonly connection: string })[],
  span: Span,
  window: number,
): { readonly connections: number; readonly least: number; readonly mean: number; readonly ratio: number };
export function recovery(
  calls: readonly Call[],
  moment: { readonly begun: number; readonly ended: number },
  settled: number,
): Readonly<Record<string, number>>;
