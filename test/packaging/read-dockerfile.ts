/** One instruction of a Dockerfile, its lines joined. */
export interface Instruction {
  readonly keyword: string;
  /** `--from=build` as ['from', 'build']. */
  readonly flags: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What lies between one FROM and the next. */
export interface Stage {
  readonly name: string | undefined;
  /** The image it starts from, with the file's own arguments filled in. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** Reads the Dockerfiles of this project: no here-documents, no escape but the backslash. */
export function readDockerfile(source: string): readonly Stage[] {
  const stages: { name: string | undefined; base: string; instructions: Instruction[] }[] = [];
  const globals: Record<string, string> = {};
  for (const instruction of instructionsOf(source)) {
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM') {
      const [image = '', , name] = instruction.text.split(/\s+/);
      stages.push({ name, base: filled(image, globals), instructions: [] });
    } else if (stage === undefined) {
      Object.assign(globals, pairsOf(instruction.text));
    } else {
      stage.instructions.push(instruction);
    }
  }
  return stages;
}

/** `a=1 b="two words"` of ARG, ENV and LABEL. */
export function pairsOf(text: string): Record<string, string> {
  const pairs = text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g);
  return Object.fromEntries([...pairs].map(([, name = '', quoted, bare]) => [name, quoted ?? bare ?? '']));
}

/** The words of a command in its exec form; undefined for the shell form. */
export function execForm(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) {
    return undefined;
  }
  return JSON.parse(text) as string[]; // the form is JSON by definition; anything else fails the test
}

function instructionsOf(source: string): Instruction[] {
  const lines = source.split('\n').filter((line) => !/^\s*(#|$)/.test(line));
  const whole = lines.join('\n').replaceAll(/\s*\\\n\s*/g, ' ');
  return whole.split('\n').map((line) => {
    const [, keyword = '', flags = '', text = ''] = /^(\w+)((?:\s+--[\w-]+=\S+)*)\s+(.*)$/.exec(line) ?? [];
    const named = [...flags.matchAll(/--([\w-]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]);
    return { keyword, flags: Object.fromEntries(named) as Record<string, string>, text };
  });
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (_reference, name: string) => values[name] ?? '');
}
