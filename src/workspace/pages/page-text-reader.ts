import type { PageObjectResponse } from '@notionhq/client';
import {
  forgetFoundPage,
  retrievePage,
  retrievePageMarkdown,
  type PageMarkdown,
} from '../../notion/endpoints/pages.js';
import type { NotionSession } from '../../notion/session.js';
import type { LookupBudget } from '../lookup-budget.js';
import { undefinedOnToolError } from '../tolerate.js';
import { keepText, keptIfSame, keptIfUnedited, keptState } from './kept-text.js';
import { readPageDocument, type PageDocument } from './page-document.js';

/** Which text a call wants, as far as it is known before a request. */
interface WantedPart {
  /** Dashed. */
  readonly id: string;
  /** Transcripts of meetings too. */
  readonly transcripts: boolean;
  /** Only a part of the page is shown: an earlier call mostly has read the whole of it. */
  readonly isPart: boolean;
  /** It goes on where an earlier part ended: the page is long. */
  readonly isNext: boolean;
  /** When the call began: before its first request. */
  readonly now: Date;
}

/** Reads the text of one page for one call, or takes what an earlier call has kept of it. */
export class PageTextReader {
  readonly #session: NotionSession;
  readonly #lookups: LookupBudget;
  readonly #wanted: WantedPart;
  readonly #kept: ReturnType<typeof keptState>;
  #page: Promise<PageObjectResponse> | undefined;
  /** Whether the id is known to be that of a page, without a look at it. */
  #isPage = false;
  /** It is kept already, and no longer for being used again. */
  #reused: PageDocument | undefined;

  /** To be made before the page is read: what a search has found does not tell whether it was edited since. */
  constructor(session: NotionSession, lookups: LookupBudget, wanted: WantedPart) {
    this.#session = session;
    this.#lookups = lookups;
    this.#wanted = wanted;
    this.#kept = wanted.isPart ? keptState(session, wanted) : 'nothing';
    if (this.#kept !== 'nothing') {
      forgetFoundPage(session, wanted.id);
    }
  }

  /** `id`: the page wanted, or the one that turned out to hold the block that was. `page`: where it is being read anyway. */
  async read(id: string, page?: Promise<PageObjectResponse>): Promise<PageDocument> {
    const session = this.#session;
    const wanted = this.#wanted;
    const state = id === wanted.id ? this.#kept : 'nothing';
    const reading = page ?? (state === 'provable' ? retrievePage(session, id) : undefined);
    reading?.catch(() => {});
    this.#page = reading;
    this.#isPage = id === wanted.id && (state !== 'nothing' || wanted.isNext);
    const read = (text?: Promise<PageMarkdown>): Promise<PageDocument> =>
      readPageDocument(session, id, this.#lookups, { transcripts: wanted.transcripts, page: reading, text });
    if (state === 'nothing') {
      return read();
    }
    if (state === 'provable' && reading !== undefined) {
      this.#reused = await keptIfUnedited(session, wanted, reading);
      if (this.#reused !== undefined) {
        return this.#reused;
      }
    }
    const text = retrievePageMarkdown(session, id, wanted);
    const answer = await undefinedOnToolError(() => text);
    return (answer && keptIfSame(session, wanted, answer)) ?? read(text);
  }

  /** Keeps the text for the parts that are left. */
  async keep(document: PageDocument): Promise<void> {
    const reading = this.#page;
    const page = reading && (await undefinedOnToolError(() => reading));
    if ((page !== undefined || (reading === undefined && this.#isPage)) && document !== this.#reused) {
      keepText(this.#session, this.#wanted, page, document, this.#wanted.now);
    }
  }
}
