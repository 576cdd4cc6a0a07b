import type { PageObjectResponse } from '@notionhq/client';
import type { Words } from '../../../text/words.js';
import type { ChangeJournal, PageStateAction } from '../change-journal.js';
import type { MadePage } from '../new-pages/find-made-page.js';
import type { ChangeStep } from '../run-change.js';

export type OrganizeAction = PageStateAction | 'move' | 'duplicate';

/** What is to be done to one page, once it was checked. */
export interface PlannedPage {
  readonly page: PageObjectResponse;
  /** What becomes of it, with names of the workspace: `Plans → Archive`. */
  readonly becomes: string;
  readonly step: (journal: ChangeJournal) => ChangeStep<MadePage>;
  /** Whether Notion shows it as it should be; Notion has accepted changes that it did not make. */
  readonly isDone: (now: PageObjectResponse) => boolean;
  /** Whether that is read even if Notion's answer shows it. */
  readonly mustBeRead: boolean;
  /** Whether notion_undo cannot take it back. */
  readonly isFinal?: boolean;
  /** What the caller should know, in our words. */
  readonly notes: readonly string[];
  /** What has to be confirmed, as the caller is shown it; undefined for nothing. */
  readonly loss?: PageLoss | undefined;
}

interface PageLoss {
  /** Pages and databases that go along. */
  readonly below: Words;
  /** Columns whose values are dropped. */
  readonly values: readonly string[];
}
