import { MAX_PASSAGES } from './bounded-document.js';

/** A passage as one number: its document's, and its position there. */
export function passageKey(document: number, position: number): number {
  return document * MAX_PASSAGES + position;
}

/** The number of a passage's document. */
export function documentOfKey(key: number): number {
  return Math.floor(key / MAX_PASSAGES);
}

/** The position of a passage in its document. */
export function positionOfKey(key: number): number {
  return key % MAX_PASSAGES;
}

/** The first and the last number that a passage of a document can have. */
export function keysOfDocument(document: number): readonly [first: number, last: number] {
  return [passageKey(document, 0), passageKey(document, MAX_PASSAGES - 1)];
}
