/** What a command is for, in the order of the help text. */
export const commandGroups = [
  'Serve',
  'Set up',
  'Ask',
  'Keys',
  'Records',
  'Operate',
  'This program',
] as const;

/** Options without a value, which belong to some commands; `--help` and `--version` belong to all. */
export const flagNames = ['all-spaces', 'json', 'once', 'yes'] as const;
type Flag = (typeof flagNames)[number];

interface FlagDescription {
  /** What is typed after it. */
  readonly value?: string;
  readonly help: string;
}

interface CommandDescription {
  readonly group: (typeof commandGroups)[number];
  readonly operand: string | undefined;
  /** One line, which fits beside the longest command in 80 columns. */
  readonly help: string;
  readonly flags?: Readonly<Partial<Record<Flag, FlagDescription>>>;
}

const FOR_SCRIPTS = { json: { help: 'for scripts' } };

/** All commands: words, operands, purpose and flags. */
export const commands = {
  stdio: {
    group: 'Serve',
    operand: undefined,
    help: 'serve one client over standard input and output (default)',
  },
  serve: { group: 'Serve', operand: undefined, help: 'serve many clients over Streamable HTTP at /mcp' },
  demo: {
    group: 'Serve',
    operand: undefined,
    help: 'show the tools on a made-up workspace; --once ends then',
    flags: { once: { help: 'end after the show' } },
  },
  install: {
    group: 'Set up',
    operand: '<client>',
    help: 'print what to put into the settings of an MCP client',
  },
  connect: { group: 'Set up', operand: undefined, help: 'connect a workspace in the browser, for stdio' },
  connections: {
    group: 'Set up',
    operand: undefined,
    help: 'list the workspaces of all spaces, or of --space',
  },
  disconnect: { group: 'Set up', operand: '<id>', help: 'disconnect a workspace, here and at Notion' },
  doctor: {
    group: 'Set up',
    operand: undefined,
    help: 'check settings, store and Notion; --json for scripts',
    flags: FOR_SCRIPTS,
  },
  chat: {
    group: 'Ask',
    operand: undefined,
    help: 'ask a model that uses this and other MCP servers',
    flags: {
      once: { value: '"question"', help: 'answer one question and end' },
      json: { help: 'with --once, for scripts' },
      yes: { help: 'allow changes without asking' },
    },
  },
  search: {
    group: 'Ask',
    operand: '<words>',
    help: 'search the connected workspaces: search "words"',
    flags: FOR_SCRIPTS,
  },
  read: {
    group: 'Ask',
    operand: '<page>',
    help: 'print a page, by URL, id or exact title',
    flags: FOR_SCRIPTS,
  },
  query: { group: 'Ask', operand: '<database>', help: 'print the rows of a database', flags: FOR_SCRIPTS },
  describe: {
    group: 'Ask',
    operand: '<database>',
    help: 'print the columns of a database',
    flags: FOR_SCRIPTS,
  },
  'index status': { group: 'Ask', operand: undefined, help: 'tell how far the search index reaches' },
  'index build': {
    group: 'Ask',
    operand: undefined,
    help: 'build the index now, with most of the request budget',
  },
  'index purge': {
    group: 'Ask',
    operand: undefined,
    help: 'delete the index of --space, or of NOTION_TOKEN',
  },
  'keys create': {
    group: 'Keys',
    operand: undefined,
    help: 'create a key for --space <id> or --all-spaces',
    flags: { 'all-spaces': { help: 'a key for every space, in place of --space' } },
  },
  'keys list': {
    group: 'Keys',
    operand: undefined,
    help: 'list service keys; --json for scripts',
    flags: FOR_SCRIPTS,
  },
  'keys renew': {
    group: 'Keys',
    operand: '<id>',
    help: 'new secret; the old one works until --overlap ends',
  },
  'keys revoke': { group: 'Keys', operand: '<id>', help: 'revoke a service key' },
  'keys rotate': { group: 'Keys', operand: undefined, help: 're-seal all stored tokens with a new key' },
  'audit verify': {
    group: 'Records',
    operand: undefined,
    help: 'check that no entry was changed or removed',
  },
  'audit export': {
    group: 'Records',
    operand: undefined,
    help: 'print the audit log as JSON lines, from --since',
  },
  'changes verify': {
    group: 'Records',
    operand: undefined,
    help: 'check the journal of changes against the audit log',
  },
  changes: { group: 'Records', operand: undefined, help: 'list who changed what in the last 30 days' },
  'webhooks list': { group: 'Operate', operand: undefined, help: 'list the verification tokens of webhooks' },
  'webhooks accept': {
    group: 'Operate',
    operand: '<id>',
    help: 'trust a token, and print it to paste at Notion',
  },
  'webhooks remove': { group: 'Operate', operand: '<id>', help: 'stop trusting a verification token' },
  'sign-out': {
    group: 'Operate',
    operand: '<person>',
    help: "end a Notion user's sessions and grants, or everybody's",
  },
  rebuild: { group: 'Operate', operand: undefined, help: 'rebuild the table of connections from the log' },
  'migrate-store': {
    group: 'Operate',
    operand: undefined,
    help: 'move the store, --from one database --to another',
  },
  help: { group: 'This program', operand: undefined, help: 'help on a command, or on settings: help serve' },
  completions: {
    group: 'This program',
    operand: '<shell>',
    help: 'print completions for bash, zsh or fish',
  },
} as const satisfies Record<string, CommandDescription>;

/** A command of the program. */
export type Command = keyof typeof commands;

/** All of them. Object.keys widens to string; the object is exact. */
export const commandNames = Object.keys(commands) as readonly Command[];

/** A command as it is typed. */
export function typed(command: Command): string {
  return [command, commands[command].operand].filter(Boolean).join(' ');
}

/** The flags that a command takes. */
export function flagsOf(command: Command): NonNullable<CommandDescription['flags']> {
  const { flags }: CommandDescription = commands[command];
  return flags ?? {};
}
