import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { execForm, pairsOf, readDockerfile, type Instruction, type Stage } from './read-dockerfile.js';

const run = promisify(execFile);
/** Milliseconds for one RUN. */
const LONGEST_STEP = 240_000;

/** What an image was built to, as a folder that stands for its root. */
export interface Image {
  readonly root: string;
  readonly workdir: string;
  readonly env: Readonly<Record<string, string>>;
  /** As in USER: user and group by number. */
  readonly uid: number;
  readonly gid: number;
  readonly volumes: readonly string[];
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly healthcheck: readonly string[];
}

/**
 * Carries out a Dockerfile's steps without an engine, each stage in a folder of its own that stands for its root, with the
 * Node of this machine in place of the base image. Absolute paths of the image are looked for in that folder.
 */
export async function buildByHand(context: string, folder: string): Promise<Image> {
  const stages = readDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'));
  const letIn = (await readFile(join(context, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
  const roots = new Map<string | undefined, string>();
  let image: Image | undefined;
  for (const [index, stage] of stages.entries()) {
    const root = join(folder, `stage-${index}`);
    roots.set(stage.name, root);
    await mkdir(root, { recursive: true });
    image = await buildStage(stage, root, (from, source) => {
      const base = from === undefined ? context : roots.get(from);
      if (base === undefined || (from === undefined && !letIn.includes(source))) {
        throw new Error(`The build cannot see ${source}.`);
      }
      return join(base, source);
    });
  }
  if (image === undefined) {
    throw new Error('The Dockerfile has no stage.');
  }
  return image;
}

/** Absolute paths of the image become paths in the folder that stands for its root. */
export function inRoot(root: string, text: string): string {
  return text.replaceAll(/(^|\s)\/(?=\w)/g, (_path, before: string) => `${before}${root}/`);
}

type Locate = (from: string | undefined, source: string) => string;

async function buildStage(stage: Stage, root: string, locate: Locate): Promise<Image> {
  const env: Record<string, string> = {};
  const volumes: string[] = [];
  const commands: Record<string, readonly string[]> = {};
  let workdir = '/';
  let user = '0:0';
  for (const instruction of stage.instructions) {
    const { keyword, text } = instruction;
    switch (keyword) {
      case 'WORKDIR':
        workdir = resolve(workdir, text);
        await mkdir(join(root, workdir), { recursive: true });
        break;
      case 'COPY':
        await copy(instruction, root, workdir, locate);
        break;
      case 'RUN':
        await run('sh', ['-ec', inRoot(root, text)], {
          cwd: join(root, workdir),
          env: { ...process.env, ...env },
          timeout: LONGEST_STEP,
        });
        break;
      case 'ENV':
        Object.assign(env, pairsOf(text));
        break;
      case 'VOLUME':
        volumes.push(text);
        break;
      case 'USER':
        user = text;
        break;
      case 'ENTRYPOINT':
      case 'CMD':
      case 'HEALTHCHECK':
        commands[keyword] = execForm(text.replace(/^CMD\s+/, '')) ?? [];
        break;
      case 'ARG':
      case 'LABEL':
      case 'EXPOSE':
        break;
      default:
        throw new Error(`Nobody has taught this to carry out ${keyword}.`);
    }
  }
  const [uid = 0, gid = 0] = user.split(':').map(Number);
  const { ENTRYPOINT: entrypoint = [], CMD: command = [], HEALTHCHECK: healthcheck = [] } = commands;
  return { root, workdir, env, uid, gid, volumes, entrypoint, command, healthcheck };
}

async function copy(
  { flags, text }: Instruction,
  root: string,
  workdir: string,
  locate: Locate,
): Promise<void> {
  const words = text.split(/\s+/);
  const target = words.at(-1) ?? '';
  const place = join(root, isAbsolute(target) ? target : join(workdir, target));
  for (const word of words.slice(0, -1)) {
    const source = locate(flags['from'], word);
    const isFolder = (await stat(source)).isDirectory();
    // A file goes into a folder whose name ends in a slash; of a folder, Docker copies what is in it.
    const destination = !isFolder && /\/$|^\.$/.test(target) ? join(place, basename(source)) : place;
    await cp(source, destination, { recursive: true, verbatimSymlinks: true });
  }
}
