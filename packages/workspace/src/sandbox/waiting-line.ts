import type { Socket } from "node:net";

/** Connections that wait to be used, and users that wait for a connection: whoever came first goes first. */
export interface WaitingLine {
  add(connection: Socket): void;
  /** Undefined once the line is closed. */
  next(): Promise<Socket | undefined>;
  /** Lets everybody who waits go, and destroys what is unused. */
  close(): void;
}

/** @param maxIdle connections above this number are destroyed */
export function createWaitingLine(maxIdle: number): WaitingLine {
  const idle: Socket[] = [];
  const takers: ((connection: Socket | undefined) => void)[] = [];
  let closed = false;
  return {
    add(connection) {
      const taker = takers.shift();
      if (taker !== undefined) taker(connection);
      else if (closed || idle.length >= maxIdle) connection.destroy();
      else idle.push(connection);
    },
    next() {
      const connection = idle.shift();
      if (connection !== undefined || closed) return Promise.resolve(connection);
      return new Promise((resolve) => takers.push(resolve));
    },
    close() {
      closed = true;
      for (const taker of takers.splice(0)) taker(undefined);
      for (const connection of idle.splice(0)) connection.destroy();
    },
  };
}
