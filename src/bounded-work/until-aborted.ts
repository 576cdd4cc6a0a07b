/**
 * The result of work that others may wait for as well, or that has to come to its end: whoever leaves, leaves alone. Rejects with
 * the signal's reason, or with what `reasonOf` makes of it.
 */
export function untilAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  reasonOf: (signal: AbortSignal) => unknown = ({ reason }) => reason,
): Promise<Result> {
  if (signal === undefined) {
    return work;
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(reasonOf(signal));
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
