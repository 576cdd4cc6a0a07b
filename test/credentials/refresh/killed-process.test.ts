import { adapters } from '../contract/adapters.js';
import { describeKilledProcess } from '../contract/killed-process.js';

for (const adapter of adapters.filter(({ shared }) => shared)) {
  describeKilledProcess(adapter);
}
