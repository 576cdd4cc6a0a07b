import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The suites send no credentials. This adds them, and passes everything else on as it is, `Host` and `Origin` included,
 * which some scenarios are about. Gives its address.
 */
export async function addAuthorization(target: string, key: string): Promise<string> {
  const server = createServer((given, response) => {
    const { method, headers, url = '' } = given;
    const passed = request(
      new URL(url, target),
      { method, headers: { ...headers, authorization: `Bearer ${key}` } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        response.flushHeaders();
        answer.pipe(response);
        answer.once('error', () => response.destroy());
      },
    );
    passed.once('error', () => response.destroy());
    response.once('close', () => passed.destroy());
    given.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
