import { describe } from '@jest/globals';

/** Some tests install packages as a user or an image does. They need a registry and a minute: `npm run packaging` asks for them. */
export const describeWithRegistry = process.env['TEST_INSTALLATION'] === 'true' ? describe : describe.skip;
