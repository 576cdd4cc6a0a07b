import { attributes } from './telemetry-names.js';
import { runningTelemetry } from './running.js';

/** Connections that are stored, by status. */
type ConnectionCounts = Readonly<Record<string, number>>;

/** Has the connections counted whenever metrics are collected. A count that fails leaves a gap, nothing more. */
export function observeConnections(count: () => Promise<ConnectionCounts>): void {
  runningTelemetry()?.instruments.connections.addCallback(async (gauge) => {
    const counts = await count();
    for (const [status, connections] of Object.entries(counts)) {
      gauge.observe(connections, { [attributes.connectionStatus]: status });
    }
  });
}
