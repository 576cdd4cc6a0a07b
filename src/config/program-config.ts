import type { CommandLine } from './settings/command-line.js';
import type { HelpTopic } from './help-topic.js';
import type { SettingReader } from './settings/setting-reader.js';

/** Commands about the program itself, which neither serve nor use a store. */
export type ProgramConfig =
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly topic: HelpTopic | undefined }
  | { readonly command: 'completions'; readonly shell: string }
  | InstallConfig;

export interface InstallConfig {
  readonly command: 'install';
  /** As it was typed. */
  readonly client: string;
  /** Address of a server to connect to, in place of one that the client starts. */
  readonly publicUrl: string | undefined;
}

/** The configuration of one of them. */
export function programConfig(
  command: ProgramConfig['command'],
  { topic, operand = '' }: CommandLine,
  read: SettingReader,
): ProgramConfig {
  switch (command) {
    case 'version':
      return Object.freeze({ command });
    case 'help':
      return Object.freeze({ command, topic });
    case 'completions':
      return Object.freeze({ command, shell: operand });
    case 'install':
      return Object.freeze({ command, client: operand, publicUrl: read('publicUrl') });
  }
}
