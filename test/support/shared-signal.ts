import { setMaxListeners } from 'node:events';

/** A signal that never aborts, on which as many requests listen as a test sends: that is no leak. */
export function sharedSignal(): AbortSignal {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
}
