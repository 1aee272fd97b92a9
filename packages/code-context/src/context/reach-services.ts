import type { MessagePort } from "node:worker_threads";
import { methodsOf, type ServiceAnswer, type ServiceName, type Services } from "./services.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The services at the other end of the port, as if they were here. Errors keep their sentence and nothing else. */
export function reachServices(port: MessagePort, offered: readonly ServiceName[]): Services {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  port.on("message", (answer: ServiceAnswer) => {
    const { resolve, reject } = waiting.get(answer.id) ?? {};
    waiting.delete(answer.id);
    if (answer.ok) resolve?.(answer.value);
    else reject?.(new Error(answer.reason));
  });

  const reach = (service: ServiceName) =>
    Object.fromEntries(
      methodsOf[service].map((method) => [
        method,
        (...args: readonly unknown[]) =>
          new Promise<unknown>((resolve, reject) => {
            const id = calls++;
            waiting.set(id, { resolve, reject });
            port.postMessage({ id, service, method, args });
          }),
      ]),
    );
  return Object.fromEntries(offered.map((name) => [name, reach(name)])) as unknown as Services;
}
