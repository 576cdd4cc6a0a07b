import type { Check, Scenario } from './suites.js';

/** A check that was made, with an outcome that counts. The others tell what was sent, or were left out by the suite. */
const COUNTED = ['SUCCESS', 'FAILURE', 'WARNING'];

/** What may happen to a check that does not pass, in the order in which a reason for it is looked for. */
const ALLOWED = {
  /** It fails, and is excused. */
  excused: () => true,
  /** The suite only warns: it is told. */
  warned: (status: string) => status === 'WARNING',
  /** It is not asked of this target. */
  leftOut: () => true,
};
type Kind = keyof typeof ALLOWED;
const KINDS = Object.keys(ALLOWED) as readonly Kind[];

/** Checks of a scenario, or all of them, that need not pass, and why. */
export interface Allowance {
  readonly scenario: string;
  readonly checks: 'all' | readonly string[];
  readonly reason: string;
}

export type Counts = Record<Kind | 'passed' | 'failed', number>;

export function noCounts(): Counts {
  return { passed: 0, excused: 0, warned: 0, leftOut: 0, failed: 0 };
}

/**
 * Compares what a run found with what it may find. An allowance that is not needed is a problem as well: it would hide the
 * next failure.
 */
export function judge(
  scenarios: readonly Scenario[],
  allowances: Readonly<Record<Kind, readonly Allowance[]>>,
): { readonly counts: Counts; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const counts = noCounts();
  const needed = new Set<string>();
  const find = (scenario: string, { id, status }: Check): { kind: Kind; name: string } | undefined => {
    for (const kind of KINDS) {
      const lookups = allowances[kind].find(
        ({ scenario: name, checks }) => name === scenario && (checks === 'all' || checks.includes(id)),
      );
      if (lookups !== undefined && ALLOWED[kind](status)) {
        return { kind, name: nameOf(kind, scenario, lookups.checks === 'all' ? 'all' : id) };
      }
    }
    return undefined;
  };
  for (const { scenario, checks } of scenarios) {
    for (const check of checks.filter(({ status }) => COUNTED.includes(status))) {
      const allowed = check.status === 'SUCCESS' ? undefined : find(scenario, check);
      if (check.status === 'SUCCESS') {
        counts.passed += 1;
      } else if (allowed === undefined) {
        counts.failed += 1;
        problems.push(`${scenario}: ${check.id}: ${check.errorMessage ?? check.status}`);
      } else {
        counts[allowed.kind] += 1;
        needed.add(allowed.name);
      }
    }
  }
  for (const kind of KINDS) {
    for (const { scenario, checks, reason } of allowances[kind]) {
      if (typeof reason !== 'string' || reason.trim() === '') {
        problems.push(nameOf(kind, scenario, 'no reason is given'));
      }
      for (const id of checks === 'all' ? ['all'] : checks) {
        const name = nameOf(kind, scenario, id);
        if (!needed.has(name)) {
          problems.push(`${name}: nothing to allow`);
        }
      }
    }
  }
  return { counts, problems };
}

function nameOf(kind: Kind, scenario: string, id: string): string {
  return `${kind}: ${scenario}: ${id}`;
}
