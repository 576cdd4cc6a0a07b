import { adapters } from '../contract/adapters.js';
import { describeHostedRefresh } from '../contract/hosted-refresh.js';

for (const adapter of adapters.filter(({ shared }) => shared)) {
  describeHostedRefresh(adapter);
}
