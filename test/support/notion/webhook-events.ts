import { createHmac, randomUUID } from 'node:crypto';

/** A page's event as Notion sends it, with what the test is about. */
export function pageEvent(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: randomUUID(),
    timestamp: new Date().toISOString(),
    workspace_id: '11111111-1111-4111-8111-111111111111',
    workspace_name: 'North',
    subscription_id: '22222222-2222-4222-8222-222222222222',
    integration_id: '33333333-3333-4333-8333-333333333333',
    type: 'page.properties_updated',
    authors: [{ id: randomUUID(), type: 'person' }],
    attempt_number: 1,
    api_version: '2026-03-11',
    entity: { id: '44444444-4444-4444-8444-444444444444', type: 'page' },
    data: { parent: { id: randomUUID(), type: 'space' }, updated_properties: ['title'] },
    ...over,
  };
}

/** The header that Notion sends with a body. */
export function signatureOf(body: string | Uint8Array, token: string): string {
  return `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;
}

/** Delivers an event, signed with the token. */
export function deliver(origin: string, token: string, event: object): Promise<Response> {
  const body = JSON.stringify(event);
  return fetch(`${origin}/integrations/notion/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-notion-signature': signatureOf(body, token) },
    body,
  });
}

/** Delivers the first message to a new subscription. */
export function shakeHands(origin: string, token: string): Promise<Response> {
  return fetch(`${origin}/integrations/notion/webhooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ verification_token: token }),
  });
}
