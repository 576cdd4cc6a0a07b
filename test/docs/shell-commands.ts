/**
 * The simple commands of a piece of shell, each as its words: comments, variables set for one command and redirections
 * are left out. What a substitution would print is unknown and stands as `…`.
 */
export function shellCommands(text: string): readonly (readonly string[])[] {
  return shellLines(text)
    .flatMap((line) => splitCommands(line))
    .map((words) => withoutAssignments(words))
    .filter((words) => words.length > 0);
}

/** The lines of a piece of shell, those that a backslash continues as one. */
export function shellLines(text: string): readonly string[] {
  return text.replaceAll(/\\\n\s*/g, ' ').split('\n');
}

const WORD =
  /\s*(?:(#.*$)|(&&|\|\||[;|&])|((?:"(?:\\.|[^"\\])*"|'[^']*'|\$\((?:[^()]|\([^()]*\))*\)|\\.|[^\s"';|&\\])+))/y;

function splitCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(line); match !== null; match = WORD.exec(line)) {
    const [, comment, operator, word] = match;
    if (comment !== undefined) {
      break;
    }
    if (operator !== undefined) {
      commands.push([]);
    } else if (word !== undefined) {
      commands.at(-1)?.push(unquoted(word));
    }
  }
  return commands;
}

function unquoted(word: string): string {
  return word
    .replaceAll(/\$\((?:[^()]|\([^()]*\))*\)/g, '…')
    .replaceAll(
      /"((?:\\.|[^"\\])*)"|'([^']*)'/g,
      (_all, double?: string, single?: string) => double ?? single ?? '',
    );
}

function withoutAssignments(words: readonly string[]): string[] {
  const start = words[0] === 'export' ? 1 : 0;
  const first = words.slice(start).findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word));
  const rest = first === -1 ? [] : words.slice(start + first);
  const redirection = rest.findIndex((word) => /^\d?[<>]/.test(word) && !/^<.*>$/.test(word));
  return redirection === -1 ? rest : rest.slice(0, redirection);
}
