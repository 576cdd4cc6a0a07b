/** A check that was made, with an outcome that counts. The others tell what was sent, or were left out by the suite. */
const COUNTED = ['SUCCESS', 'FAILURE', 'WARNING'];

/**
 * Compares what a run found with what it may find. `exceptions`: scenario, its failing checks or `all`, and the reason. An
 * exception that is not needed is a problem as well: it would hide the next failure.
 */
export function judge(scenarios, exceptions) {
  const problems = [];
  const counts = { passed: 0, excused: 0, failed: 0 };
  const needed = new Set();
  for (const { scenario, checks } of scenarios) {
    for (const { id, status, errorMessage } of checks.filter((check) => COUNTED.includes(check.status))) {
      const exception = exceptions.find(
        (one) => one.scenario === scenario && (one.checks === 'all' || one.checks.includes(id)),
      );
      if (status === 'SUCCESS') {
        counts.passed += 1;
      } else if (exception === undefined) {
        counts.failed += 1;
        problems.push(`${scenario}: ${id}: ${errorMessage ?? status}`);
      } else {
        counts.excused += 1;
        needed.add(`${scenario}: ${exception.checks === 'all' ? 'all' : id}`);
      }
    }
  }
  for (const { scenario, checks, reason } of exceptions) {
    if (typeof reason !== 'string' || reason.trim() === '') {
      problems.push(`${scenario}: the exception has no reason`);
    }
    for (const id of checks === 'all' ? ['all'] : checks) {
      if (!needed.has(`${scenario}: ${id}`)) {
        problems.push(`${scenario}: ${id}: did not fail, and needs no exception`);
      }
    }
  }
  return { counts, problems };
}
