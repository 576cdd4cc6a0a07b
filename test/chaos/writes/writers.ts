import { setTimeout as delay } from 'node:timers/promises';
import { callTool, type ToolAnswer } from '../../harness/http/tool-call.js';
import type { ServerProcess } from '../../harness/processes/server-process.js';
import type { Random } from '../../harness/random.js';
import type { Act } from './acts/act.js';
import { nextAct } from './acts/all-acts.js';
import type { Findings } from './findings.js';
import { changeIn, toldOf } from './told.js';
import type { WrittenWorkspace } from './workspace.js';

/** More than the server's own deadline for a call. */
const MAX_ANSWER_MS = 60_000;
/** A call that no process answered within this counts as unanswered. */
const MAX_CALL_MS = 120_000;
/** What a killed process has sent arrives within this. */
const SETTLE_MS = 40;
/** Changes that their writer takes back at once, unless their kind says otherwise. */
const UNDONE_AT_ONCE = 0.1;

/** A call's answer, and whether a process died under it. */
interface Answered {
  readonly answer: ToolAnswer;
  readonly wasCut: boolean;
}

/** A change that is to be taken back in the end. */
export interface Made {
  readonly change: string;
  readonly act: Act;
  /** Its changes are taken back in their order. */
  readonly writer: number;
}

/** Clients that change the workspace at the same time, each its own places, and all a shared database and page. */
export class Writers {
  readonly made: Made[] = [];
  readonly #servers: readonly ServerProcess[];
  readonly #written: WrittenWorkspace;
  readonly #findings: Findings;
  readonly #random: Random;
  #turn = 0;
  #marks = 0;
  #undone = 0;

  constructor(options: {
    readonly servers: readonly ServerProcess[];
    readonly written: WrittenWorkspace;
    readonly findings: Findings;
    readonly random: Random;
  }) {
    this.#servers = options.servers;
    this.#written = options.written;
    this.#findings = options.findings;
    this.#random = options.random;
  }

  /** Calls that were made so far. */
  get count(): number {
    return this.#marks;
  }

  /** Calls so far that were to take something back. */
  get undoCount(): number {
    return this.#undone;
  }

  /** Changes things until so many calls were made. */
  async writeAll(calls: number): Promise<void> {
    const written = this.#written;
    await Promise.all(
      written.places.map(async (own, writer) => {
        while (this.#marks < calls) {
          this.#marks += 1;
          const mark = `mark ${this.#marks}.`;
          const { workspace } = written;
          const act = nextAct({ written, workspace, own, mark, random: this.#random });
          await this.#write(act, writer, `key ${this.#marks}`);
        }
      }),
    );
  }

  async #write(act: Act, writer: number, key: string): Promise<void> {
    const answered = await this.#callAsked(act, key);
    if (answered === undefined) {
      this.#findings.unanswered += 1;
      return;
    }
    const { answer, wasCut } = answered;
    if (wasCut) {
      await delay(SETTLE_MS);
    }
    const told = act.parts.map((part, at) => act.told?.(answer, at) ?? toldOf(answer, part.title));
    for (const [at, part] of act.parts.entries()) {
      this.#findings.judge(act, part, told[at] ?? 'unknown', { wasCut, text: answer.text });
    }
    this.#findings.count(act, told[0] ?? 'unknown');
    const change = changeIn(answer);
    if (change === undefined) {
      if (
        act.isFinal !== true &&
        act.parts.some(({ times }, at) => told[at] !== 'not saved' && times() > 0)
      ) {
        this.#findings.withoutChange(answer.text);
      }
      return;
    }
    const made = { change, act, writer };
    this.made.push(made);
    if (this.#random() < (act.undoneAtOnce ?? UNDONE_AT_ONCE)) {
      await this.undo(made);
    }
  }

  /** The call, with the token of a dry run where it needs one. */
  async #callAsked({ tool, input, isConfirmed = false }: Act, key: string): Promise<Answered | undefined> {
    const asked = isConfirmed ? await this.call(tool, { ...input, dry_run: true }) : undefined;
    const confirm = /"confirm":"([^"]+)"/.exec(asked?.answer.text ?? '')?.[1];
    return this.call(tool, { ...input, ...(confirm === undefined ? {} : { confirm }), request_key: key });
  }

  /** Takes a change back, as often as it is told that this may help; gives the last answer. */
  async undo({ change }: Made): Promise<ToolAnswer | undefined> {
    const answered = await this.call('notion_undo', { change });
    this.#undone += 1;
    return answered?.answer;
  }

  /** One call; the next process is asked where one dies. */
  async call(name: string, input: object): Promise<Answered | undefined> {
    const begun = performance.now();
    let wasCut = false;
    this.#findings.calls += 1;
    while (performance.now() - begun < MAX_CALL_MS) {
      const server = this.#servers[this.#turn++ % this.#servers.length];
      const signal = AbortSignal.timeout(MAX_ANSWER_MS);
      try {
        const call = { url: `${server?.url}/mcp`, era: '2026-07-28', name, input } as const;
        return { answer: await callTool(call, { signal }), wasCut };
      } catch (error) {
        // A refused connection has asked nothing.
        wasCut ||= (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED';
        this.#findings.repeated += 1;
        await delay(20);
      }
    }
    return undefined;
  }
}
