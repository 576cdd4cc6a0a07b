import { configureGlobal } from 'fast-check';

// CI judges a change by the same cases each time. Everywhere else the cases are new ones, and what they find becomes a test.
if (process.env['CI'] === 'true') {
  configureGlobal({ seed: 20_261_120 });
}
