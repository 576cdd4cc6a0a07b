import type { ChatServing } from '../../app/chat/chat-serving.js';
import { EXIT_USAGE, type Program } from '../../app/program.js';
import type { ServedTools } from '../../app/served-tools.js';
import { ConfigError } from '../../config/config-error.js';
import type { ChatOfPeople } from '../../config/chat/chat-of-people.js';

/** The settings of spaces with their chat, where there is one; what it needs is loaded only then. */
export async function withChat<Spaces extends object>(
  spaces: Spaces,
  chat: ChatOfPeople | undefined,
  served: ServedTools,
  program: Program,
): Promise<Spaces & { readonly chat?: ChatServing }> {
  if (chat === undefined) {
    return spaces;
  }
  const { chatServingOf } = await import('../../app/chat/chat-of-people.js');
  try {
    return { ...spaces, chat: await chatServingOf(chat, served, program) };
  } catch (error) {
    if (error instanceof ConfigError) {
      return program.fail(error.message, EXIT_USAGE);
    }
    throw error;
  }
}
