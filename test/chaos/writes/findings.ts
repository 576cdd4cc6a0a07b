import type { Act, Part } from './acts/act.js';
import type { Told } from './told.js';

type Counts = Record<Told, number>;

/** What the answers said, compared with what the workspace held. */
export class Findings {
  calls = 0;
  repeated = 0;
  unanswered = 0;
  /** Pages, blocks, values, comments and so on. */
  readonly told: Counts = noCounts();
  /** Calls by what they did. */
  readonly kinds = new Map<string, Counts>();
  /** Of those that were not known: there after all. */
  unknownButSaved = 0;
  /** What Notion takes back in no way. */
  final = 0;
  readonly duplicates: string[] = [];
  readonly lost: string[] = [];
  readonly toldWrong: string[] = [];
  /** Not known, though no process died under the call, nor under another that made the same. */
  readonly unproven: string[] = [];
  /** Titles of which a killed process may have made one. */
  readonly #cut = new Set<string>();
  readonly changeNotNamed: string[] = [];

  judge(
    { tool, kind }: Act,
    { title, times: count, isAmbiguous = false }: Part,
    told: Told,
    { wasCut, text }: { readonly wasCut: boolean; readonly text: string },
  ): void {
    const times = count();
    this.told[told] += 1;
    if (wasCut) {
      this.#cut.add(title);
    }
    const example = `${tool} (${kind}), told "${told}", ${times} times there: ${shortened(text)}`;
    if (times > 1) {
      this.duplicates.push(example);
    } else if (told === 'saved' && times === 0) {
      this.lost.push(example);
    } else if (told === 'not saved' && times > 0) {
      this.toldWrong.push(example);
    } else if (told === 'unknown' || told === 'unfinished') {
      this.unknownButSaved += times;
      if (!wasCut && !(isAmbiguous && this.#cut.has(title))) {
        this.unproven.push(example);
      }
    }
  }

  count({ kind, isFinal = false }: Act, told: Told): void {
    this.final += Number(isFinal && told === 'saved');
    const counts = this.kinds.get(kind) ?? noCounts();
    counts[told] += 1;
    this.kinds.set(kind, counts);
  }

  withoutChange(text: string): void {
    this.changeNotNamed.push(shortened(text));
  }
}

function noCounts(): Counts {
  return { saved: 0, 'not saved': 0, unknown: 0, unfinished: 0 };
}

function shortened(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}
