import type { Told } from './told.js';

/** What the answers said, compared with what the workspace held. */
export class Findings {
  calls = 0;
  repeated = 0;
  unanswered = 0;
  readonly told: Record<Told, number> = { saved: 0, 'not saved': 0, unknown: 0, unfinished: 0 };
  /** Of those that were not known: there after all. */
  unknownButSaved = 0;
  readonly duplicates: string[] = [];
  readonly lost: string[] = [];
  readonly toldWrong: string[] = [];
  /** Not known, though no process died under the call, nor under another that made the same. */
  readonly unproven: string[] = [];
  /** Kinds of things of which a killed process may have made one. */
  readonly #cut = new Set<string>();
  readonly changeNotNamed: string[] = [];

  /** `times`: how often the workspace holds what the caller was told of. */
  judge(
    { tool, title }: { readonly tool: string; readonly title: string },
    told: Told,
    times: number,
    { wasCut, text }: { readonly wasCut: boolean; readonly text: string },
  ): void {
    this.told[told] += 1;
    if (wasCut) {
      this.#cut.add(title);
    }
    const example = `${tool}, told "${told}", ${times} times there: ${text.replaceAll(/\s+/g, ' ').slice(0, 300)}`;
    if (times > 1) {
      this.duplicates.push(example);
    } else if (told === 'saved' && times === 0) {
      this.lost.push(example);
    } else if (told === 'not saved' && times > 0) {
      this.toldWrong.push(example);
    } else if (told === 'unknown' || told === 'unfinished') {
      this.unknownButSaved += times;
      if (!this.#cut.has(title)) {
        this.unproven.push(example);
      }
    }
  }

  withoutChange(text: string): void {
    this.changeNotNamed.push(text.replaceAll(/\s+/g, ' ').slice(0, 300));
  }
}
