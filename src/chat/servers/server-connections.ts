import type { ChatServer, ChatTool } from './chat-server.js';

/** The connections with servers: opened when they are needed, kept between questions, closed when idle and at the end. */
export interface ServerConnections {
  /** The server's tools, over a connection that is opened if there is none. Rejects with a `ServerFailure`. */
  tools(server: ChatServer, signal: AbortSignal): Promise<readonly ChatTool[]>;
  /** Ends the connection with this key; for a workspace that a person disconnects. */
  close(key: string): Promise<void>;
  /** Ends all of them, at shutdown. */
  closeAll(): Promise<void>;
}
