/** The value below which the share of the numbers lies: 0.5 is the median. */
export function percentile(numbers, share) {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** What a caller waited: milliseconds at the usual percentiles, and how many calls there were. */
export function summarise(times, milliseconds) {
  return {
    calls: times.length,
    perSecond: (times.length / milliseconds) * 1000,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
  };
}
