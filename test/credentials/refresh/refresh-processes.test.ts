import { adapters } from '../contract/adapters.js';
import { describeRefreshAcrossProcesses } from '../contract/refresh-processes.js';

for (const adapter of adapters.filter(({ shared }) => shared)) {
  describeRefreshAcrossProcesses(adapter);
}
