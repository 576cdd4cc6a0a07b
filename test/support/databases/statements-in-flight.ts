import pg from 'pg';

/*
 * A clock that stands still until a test moves it must not be moved while a statement or a transaction is on its way: on
 * a machine with much to do, Postgres may take longer than the clock would wait, and what wakes meanwhile again and
 * again, such as the renewal of a lease, would be in the way of the same transaction each time.
 */

let inFlight = 0;

/** Counts the calls of a method until their promises are settled. */
function count(prototype: object, method: string): void {
  const original: unknown = Reflect.get(prototype, method);
  if (typeof original !== 'function') {
    throw new TypeError(`There is no method ${method}.`);
  }
  Reflect.set(prototype, method, function counting(this: unknown, ...parameters: unknown[]): unknown {
    const result: unknown = Reflect.apply(original, this, parameters);
    if (result instanceof Promise) {
      inFlight += 1;
      void countDown(result);
    }
    return result;
  });
}

async function countDown(work: Promise<unknown>): Promise<void> {
  await Promise.allSettled([work]);
  inFlight -= 1;
}

/** Counts the clients of all pools until they are given back. */
function countCheckouts(): void {
  const emit: unknown = Reflect.get(pg.Pool.prototype, 'emit');
  if (typeof emit !== 'function') {
    throw new TypeError('Pools tell nothing.');
  }
  Reflect.set(pg.Pool.prototype, 'emit', function counting(this: pg.Pool, ...parameters: unknown[]): unknown {
    inFlight += Number(parameters[0] === 'acquire') - Number(parameters[0] === 'release');
    return Reflect.apply(emit, this, parameters);
  });
}

count(pg.Pool.prototype, 'connect');
countCheckouts();
count(pg.Client.prototype, 'connect');
count(pg.Client.prototype, 'query');

/** Whether any statement to Postgres waits for its answer. */
export function isAsking(): boolean {
  return inFlight > 0;
}
