// What a run has to reach.

/** Milliseconds that a call may take longer than its REST request, at the median. */
const MOST_ADDED = 3;
/** How much slower a quiet space's slowest calls may become while another one storms. */
const MOST_SLOWDOWN = 2;
/** How much memory may have grown from after the warm-up to the end. */
const MOST_GROWTH = 1.1;

const complaintsOf = (complaints) =>
  Object.entries(complaints).map(([complaint, count]) => `${count} × ${complaint}`);

export function goalsOf({ throughput, added, fairness, memory }) {
  const goals = [];
  if (throughput !== undefined) {
    const complaints = complaintsOf(throughput.ours.complaints);
    goals.push({
      text: `${throughput.callers} callers for ${throughput.seconds} s: no error`,
      passed: complaints.length === 0,
      detail: complaints.join(', ') || `${throughput.ours.calls} calls`,
    });
  }
  for (const result of added ?? []) {
    goals.push({
      text: `${result.era}: at most ${MOST_ADDED} ms added at the median`,
      passed: result.added < MOST_ADDED,
      detail: `${result.added.toFixed(2)} ms`,
    });
  }
  if (fairness !== undefined) {
    goals.push({
      text: `a quiet space's p95 at most ${MOST_SLOWDOWN} × during another's storm`,
      passed: fairness.ratio <= MOST_SLOWDOWN && fairness.failed.length === 0,
      detail: fairness.failed.join(', ') || `${fairness.ratio.toFixed(2)} ×`,
    });
  }
  if (memory !== undefined) {
    const growth = memory.samples.at(-1) / memory.samples[0];
    const complaints = complaintsOf(memory.complaints);
    goals.push({
      text: `memory after ${memory.minutes} minutes at most ${MOST_GROWTH} × of what it was after the first`,
      passed: growth <= MOST_GROWTH && complaints.length === 0,
      detail: complaints.join(', ') || `${growth.toFixed(2)} ×`,
    });
  }
  return goals;
}
