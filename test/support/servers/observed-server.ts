import {
  SANDBOX_TOKEN,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../../src/sandbox/server.js';
import { startOtlpReceiver, type OtlpReceiver, type ReceivedSpan } from '../telemetry/otlp-receiver.js';
import { startCli, type RunningCli } from './spawn.js';

/** The built server over HTTP, with a sandbox below it and a collector beside it. */
export interface ObservedServer {
  readonly url: string;
  readonly cli: RunningCli;
  readonly sandbox: Sandbox;
  readonly receiver: OtlpReceiver;
  /** Has the server send what it has kept; it does not run any more afterwards. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startObservedServer(
  settings: Record<string, string> = {},
  options: SandboxOptions = {},
): Promise<ObservedServer> {
  const [sandbox, receiver] = await Promise.all([startSandbox(options), startOtlpReceiver()]);
  const cli = startCli(['serve'], {
    NOTION_TOKEN: SANDBOX_TOKEN,
    NOTION_API_URL: sandbox.url,
    PORT: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    // Milliseconds: tests wait for spans to arrive.
    OTEL_BSP_SCHEDULE_DELAY: '20',
    ...settings,
  });
  const [, url = ''] = await cli.stderrMatch(/serving MCP at (http[^\s"]+)/);
  const stop = async (): Promise<void> => {
    cli.child.kill('SIGTERM');
    await cli.ended;
  };
  return {
    url,
    cli,
    sandbox,
    receiver,
    stop,
    close: async () => {
      await stop();
      await Promise.all([sandbox.close(), receiver.close()]);
    },
  };
}

/** The one span of this name. */
export function spanNamed(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const [span, ...others] = spans.filter((candidate) => candidate.name === name);
  if (span === undefined || others.length > 0) {
    throw new Error(
      `${others.length + (span ? 1 : 0)} spans ${name} in: ${spans.map((one) => one.name).join(', ')}`,
    );
  }
  return span;
}

/** The spans directly below one, in the order in which they ended. */
export function childrenOf(spans: readonly ReceivedSpan[], parent: ReceivedSpan): readonly ReceivedSpan[] {
  return spans.filter(
    ({ traceId, parentSpanId }) => traceId === parent.traceId && parentSpanId === parent.spanId,
  );
}
