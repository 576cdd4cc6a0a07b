import { expect, it } from '@jest/globals';
import { missingNative } from '../../src/commands/missing-native.js';

function failure(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

it.each([
  [
    'MODULE_NOT_FOUND',
    "Cannot find module '@libsql/linux-x64-gnu'\nRequire stack:\n- /x.js",
    '@libsql/linux-x64-gnu',
  ],
  ['ERR_MODULE_NOT_FOUND', "Cannot find package 'libsql' imported from /x.js", 'libsql'],
])('%s: says what is missing and what to do', (code, message, name) => {
  const said = missingNative(failure(code, message));
  expect(said).toContain(`(${name}) is not installed`);
  expect(said).toContain('--include=optional');
  expect(said).not.toContain('\n');
});

it.each([
  failure('ERR_MODULE_NOT_FOUND', "Cannot find package 'pg' imported from /x.js"),
  failure('ENOENT', "Cannot find module 'libsql'"),
  new Error("Cannot find module 'libsql'"),
  'libsql',
])('is silent about %s', (error) => {
  expect(missingNative(error)).toBeUndefined();
});
