import { adapters } from '../contract/adapters.js';
import { describeEventLog } from '../contract/event-log.js';

for (const adapter of adapters) {
  describeEventLog(adapter);
}
