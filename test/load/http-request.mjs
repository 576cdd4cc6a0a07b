import { request } from 'node:http';

/** Sends `{ url, method, headers, body }` over the agent's kept connections; the whole answer, unless the signal aborts. */
export function send({ url, method, headers, body }, agent, signal) {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const message = request(
      url,
      { method, agent, signal, headers: { ...headers, ...length } },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    message.on('error', reject);
    message.end(body);
  });
}
