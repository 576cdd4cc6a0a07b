import { adapters } from '../contract/adapters.js';
import { describeKeyRotation } from '../contract/rotate-keys.js';

for (const adapter of adapters) {
  describeKeyRotation(adapter);
}
