import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { signInStatus } from '../../../src/upstream/sign-in/sign-in-status.js';
import { space } from '../../credentials/fakes/sample-authorization.js';
import { HERE, startSignInStage, type SignInStage } from '../sign-in-stage.js';

let stage: SignInStage;
beforeEach(async () => {
  stage = await startSignInStage();
});
afterEach(() => stage.close());

const statusOf = (spaceId = HERE) =>
  signInStatus(stage.database, stage.credentials, spaceId, stage.clock.now());
const request = {
  spaceId: HERE,
  returnTo: null,
  reconnects: null,
  by: 'test',
  person: null,
  toConnections: false,
};

it('is connecting from when the browser leaves until the time to return is over', async () => {
  expect(await statusOf()).toBe('needs-auth');
  await stage.signIn.begin(request);
  expect(await statusOf()).toBe('connecting');
  expect(await statusOf(space('another'))).toBe('needs-auth');
  await stage.clock.advance(599_000);
  expect(await statusOf()).toBe('connecting');
  await stage.clock.advance(2000);
  expect(await statusOf()).toBe('needs-auth');
});

it('is not connecting for a link that nobody has opened', async () => {
  await stage.signIn.start(request);
  expect(await statusOf()).toBe('needs-auth');
});

it('is connected while there is a connection, whatever else is begun', async () => {
  await stage.connect();
  await stage.signIn.begin(request);
  expect(await statusOf()).toBe('connected');
});

it('is needs-auth for a row that this server has not written', async () => {
  await stage.signIn.begin(request);
  await stage.database.change((changes) =>
    changes.updateTable('oauth_states').set({ expires_at: '2099-01-01T00:00:00.000Z' }).execute(),
  );
  expect(await statusOf()).toBe('needs-auth');
});
