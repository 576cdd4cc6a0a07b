/** The value below which the share of the numbers lies: 0.5 is the median. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = Float64Array.from(numbers).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export function median(numbers: readonly number[]): number {
  return percentile(numbers, 0.5);
}

/** The sum of what is read from each. */
export function sumOf<Each>(list: Iterable<Each>, read: (each: Each) => number): number {
  return [...list].reduce((total, each) => total + read(each), 0);
}

/** What callers waited: milliseconds at the usual percentiles, and how many calls there were. */
export interface Waits {
  readonly calls: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export function summarise(times: readonly number[], milliseconds: number): Waits {
  return {
    calls: times.length,
    perSecond: (times.length / milliseconds) * 1000,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    p99: percentile(times, 0.99),
  };
}
