// Sends JSON to this server.

/**
 * @param {string} address
 * @param {object} body
 * @param {AbortSignal} [signal]
 */
export function post(address, body, signal) {
  return fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream, application/json' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}
