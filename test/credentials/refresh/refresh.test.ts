import { adapters } from '../contract/adapters.js';
import { describeRefresh } from '../contract/refresh.js';

for (const adapter of adapters) {
  describeRefresh(adapter);
}
