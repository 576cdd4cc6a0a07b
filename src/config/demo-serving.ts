import { chatOfPeople, type MayHaveChat } from './chat/chat-of-people.js';
import type { ServedToolSettings } from './settings/tool-settings.js';
import type { SettingReader } from './settings/setting-reader.js';
import type { WriteSettings } from './settings/write-settings.js';

/** What the demo serves differently. */
interface ChosenTools {
  readonly tools: ServedToolSettings;
  readonly writes: WriteSettings | undefined;
}

/** A made-up workspace may be changed unless the server is told not to; `--hosted` brings the tools of that server. */
export function demoServing<Serving extends ChosenTools>(
  serving: Serving,
  read: SettingReader,
): Serving & MayHaveChat {
  const isLeftOpen = read('writeMode') === undefined && read('readOnly') === undefined;
  const { toolsets } = serving.tools;
  const tools = {
    ...serving.tools,
    toolsets: read('hosted') && !toolsets.includes('hosted') ? [...toolsets, 'hosted'] : toolsets,
    ...(isLeftOpen && { readOnly: false }),
  };
  return {
    ...serving,
    chat: chatOfPeople(read, 1),
    tools,
    ...(isLeftOpen && { writes: { mode: 'on', roots: undefined } }),
  };
}
