import type { ConnectionId } from '../../ids.js';
import { connectionIds } from './connection-ids.js';

/** Stored where changes are allowed in all workspaces that the client may see. */
const EVERYWHERE = 'yes';

/** Where a client may make changes. */
export interface WritePlaces {
  /** Whether it may change anything. A permission from before there were changes does not include them. */
  readonly mayWrite: boolean;
  /** The workspaces in which it may, where those are not all that it may see. */
  readonly writeIn?: readonly ConnectionId[] | undefined;
}

/** The stored form; null for nowhere. */
export function writePlacesText({ mayWrite, writeIn }: WritePlaces): string | null {
  if (!mayWrite) {
    return null;
  }
  return writeIn === undefined ? EVERYWHERE : JSON.stringify(writeIn);
}

/** Fails closed: what cannot be read allows no changes. */
export function writePlacesOf(text: string | null): WritePlaces {
  if (text === null || text === EVERYWHERE) {
    return { mayWrite: text !== null };
  }
  const writeIn = connectionIds.safeParse(parsed(text)).data ?? [];
  return { mayWrite: writeIn.length > 0, writeIn };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
