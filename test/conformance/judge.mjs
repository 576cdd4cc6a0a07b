/** A check that was made, with an outcome that counts. The others tell what was sent, or were left out by the suite. */
const COUNTED = ['SUCCESS', 'FAILURE', 'WARNING'];

/** What may happen to a check that does not pass, in the order in which a reason for it is looked for. */
const ALLOWED = {
  /** It fails, and is excused. */
  excused: () => true,
  /** The suite only warns: it is told. */
  warned: (status) => status === 'WARNING',
  /** It is not asked of this target. */
  leftOut: () => true,
};

/**
 * Compares what a run found with what it may find: for each kind of allowance a list of scenario, its checks or `all`, and
 * the reason. One that is not needed is a problem as well: it would hide the next failure.
 */
export function judge(scenarios, allowances) {
  const problems = [];
  const counts = { passed: 0, excused: 0, warned: 0, leftOut: 0, failed: 0 };
  const needed = new Set();
  const find = (scenario, { id, status }) => {
    for (const [kind, fits] of Object.entries(ALLOWED)) {
      const allowance = (allowances[kind] ?? []).find(
        ({ scenario: name, checks }) => name === scenario && (checks === 'all' || checks.includes(id)),
      );
      if (allowance !== undefined && fits(status)) {
        return { kind, name: nameOf(kind, scenario, allowance.checks === 'all' ? 'all' : id) };
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
  for (const [kind, list] of Object.entries(allowances)) {
    for (const { scenario, checks, reason } of list) {
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

function nameOf(kind, scenario, id) {
  return `${kind}: ${scenario}: ${id}`;
}
