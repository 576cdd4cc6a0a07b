import { RecordConversations } from '../../../src/chat/site/record-conversations.js';
import type { CredentialsDatabase } from '../../../src/database/database.js';
import { IN_MEMORY, openSqlite } from '../../../src/database/sqlite/sqlite.js';
import { RecordStore } from '../../../src/oauth-server/records/record-store.js';
import { ManualClock } from '../../credentials/fakes/manual-clock.js';
import { storeOn } from '../../credentials/fakes/sample-store.js';

/** Milliseconds for which conversations are kept. */
export const LIFETIME_MS = 30 * 86_400_000;

/** The real records, of which a test can hold up or break what is written. */
class TestRecords extends RecordStore {
  /** Waited for before each record is written. */
  beforePut: () => Promise<void> = () => Promise.resolve();

  override async put(...record: Parameters<RecordStore['put']>): Promise<void> {
    await this.beforePut();
    await super.put(...record);
  }
}

/** Conversations in a database in memory. */
export interface ConversationStore {
  readonly clock: ManualClock;
  readonly database: CredentialsDatabase;
  readonly records: TestRecords;
  readonly conversations: RecordConversations;
}

export async function openConversations(): Promise<ConversationStore> {
  const clock = new ManualClock();
  const store = storeOn(await openSqlite(IN_MEMORY, clock), clock);
  const records = new TestRecords(store);
  return {
    clock,
    database: store.database,
    records,
    conversations: new RecordConversations(records, clock, LIFETIME_MS),
  };
}
