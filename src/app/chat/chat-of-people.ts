import type { ChatOfPeople } from '../../config/chat/chat-of-people.js';
import type { Program } from '../program.js';
import type { ServedTools } from '../served-tools.js';
import type { ChatServing } from './chat-serving.js';
import { serversBeside } from './servers-beside.js';

/** Milliseconds in which a person may say yes to a change. */
const CONFIRMATION_MS = 5 * 60_000;

/** The chat that the configuration asks for. Rejects with a `ConfigError` if a file that it names cannot be used. */
export async function chatServingOf(
  { model, daily, conversationMs, servers, sqlite }: ChatOfPeople,
  served: ServedTools,
  { version, randomText }: Pick<Program, 'version' | 'randomText'>,
): Promise<ChatServing> {
  const { limits, prices } = model;
  return {
    version,
    randomText,
    served,
    settings: { endpoint: model, limits, prices, daily, conversationMs, confirmationMs: CONFIRMATION_MS },
    otherServers: await serversBeside({ servers, sqlite }),
  };
}
