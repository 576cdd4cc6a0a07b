import type { Meanings } from '../meanings.js';
import type { SearchIndex } from '../search-index.js';

/** What of an index is done on the thread. */
export type IndexMethod = Exclude<keyof SearchIndex, 'begun' | 'meanings'>;

/** What the thread is started with. */
export interface ThreadData {
  readonly folder: string;
}

/** To the thread. Both sides run the same program, so neither checks what the other sends. */
export type ToThread =
  | { readonly kind: 'open' | 'purge'; readonly call: number; readonly authorization: string }
  | { readonly kind: 'close'; readonly call: number }
  | {
      readonly kind: 'index';
      readonly call: number;
      /** Names an open index. */
      readonly handle: number;
      readonly method: IndexMethod;
      readonly values: readonly unknown[];
      /** Milliseconds since 1970, by the program's clock. */
      readonly now: number;
    }
  | {
      readonly kind: 'meanings';
      readonly call: number;
      readonly handle: number;
      readonly method: keyof Meanings;
      readonly values: readonly unknown[];
    }
  /** The key of a file that the thread asked for; without one if no configured key opens it. */
  | { readonly kind: 'key'; readonly question: number; readonly key?: string | undefined }
  | { readonly kind: 'no key'; readonly question: number; readonly message: string };

/** What opening an index gives. */
export interface OpenedIndex {
  readonly handle: number;
  readonly begun: SearchIndex['begun'];
}

/** From the thread. Keys that seal keys stay with the program, so the thread asks for each file's own. */
export type FromThread =
  | { readonly kind: 'key'; readonly question: number; readonly path: string }
  | { readonly kind: 'done'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly call: number; readonly name: string; readonly message: string };
