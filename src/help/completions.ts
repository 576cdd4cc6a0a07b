import { ConfigError } from '../config/config-error.js';
import { commandNames, flagNames } from '../config/commands.js';
import { settingList } from '../config/settings/settings.js';

const SHELLS = { bash, zsh, fish };

/** A script for a shell that completes commands and options. Throws `ConfigError`. */
export function completions(shell: string): string {
  if (!Object.hasOwn(SHELLS, shell)) {
    throw new ConfigError(`Completions are for ${Object.keys(SHELLS).join(', ')}.`);
  }
  return SHELLS[shell as keyof typeof SHELLS]();
}

/** The first words of commands, and the second ones after them. */
function words(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [first = '', second] of commandNames.map((command) => command.split(' '))) {
    found.set(first, [...(found.get(first) ?? []), ...(second === undefined ? [] : [second])]);
  }
  return found;
}

/** As they are typed, without a value. */
function options(): readonly string[] {
  const named = settingList.flatMap(([, { option }]) => (option === undefined ? [] : [`--${option}`]));
  return [...named, ...['help', 'version', ...flagNames].sort().map((flag) => `--${flag}`)];
}

function bash(): string {
  const cases = [...words()]
    .filter(([, seconds]) => seconds.length > 0)
    .map(([first, seconds]) => `      ${first}) choices='${seconds.join(' ')}' ;;\n`)
    .join('');
  return `# notion-rest-mcp completions bash > ~/.local/share/bash-completion/completions/notion-rest-mcp
_notion_rest_mcp() {
  local word=\${COMP_WORDS[COMP_CWORD]} choices=''
  if [[ $word == -* ]]; then
    choices='${options().join(' ')}'
  elif ((COMP_CWORD == 1)); then
    choices='${[...words().keys()].join(' ')}'
  elif ((COMP_CWORD == 2)); then
    case \${COMP_WORDS[1]} in
${cases}    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word")
}
complete -o default -F _notion_rest_mcp notion-rest-mcp
`;
}

function zsh(): string {
  const cases = [...words()]
    .filter(([, seconds]) => seconds.length > 0)
    .map(([first, seconds]) => `    ${first}) compadd -- ${seconds.join(' ')} ;;\n`)
    .join('');
  return `#compdef notion-rest-mcp
# notion-rest-mcp completions zsh > "\${fpath[1]}/_notion-rest-mcp"
_notion-rest-mcp() {
  if [[ $words[CURRENT] == -* ]]; then
    compadd -- ${options().join(' ')}
  elif ((CURRENT == 2)); then
    compadd -- ${[...words().keys()].join(' ')}
  elif ((CURRENT == 3)); then
    case $words[2] in
${cases}    *) _files ;;
    esac
  else
    _files
  fi
}
compdef _notion-rest-mcp notion-rest-mcp
`;
}

function fish(): string {
  const firsts = [...words().keys()].join(' ');
  const seconds = [...words()]
    .filter(([, each]) => each.length > 0)
    .map(
      ([first, each]) =>
        `complete -c notion-rest-mcp -n '__fish_seen_subcommand_from ${first}' -f -a '${each.join(' ')}'\n`,
    )
    .join('');
  const flags = options()
    .map((option) => `complete -c notion-rest-mcp -l ${option.slice(2)}\n`)
    .join('');
  return `# notion-rest-mcp completions fish > ~/.config/fish/completions/notion-rest-mcp.fish
complete -c notion-rest-mcp -n __fish_use_subcommand -f -a '${firsts}'
${seconds}${flags}`;
}
