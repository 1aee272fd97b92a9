import type { MessagePort } from "node:worker_threads";
import { messageOf } from "@osorganicai/core";
import { methodsOf, type ServiceAnswer, type ServiceCall, type Services } from "./services.ts";

type Method = (...args: readonly unknown[]) => unknown;

/** Answers what a thread asks for at the other end of the port. */
export function serveServices(port: MessagePort, services: Services): void {
  port.on("message", async (call: ServiceCall) => port.postMessage(await answer(services, call)));
}

async function answer(
  services: Services,
  { id, service, method, args }: ServiceCall,
): Promise<ServiceAnswer> {
  try {
    const offered = services[service] as Readonly<Record<string, Method>> | undefined;
    const callable: readonly string[] = Object.hasOwn(methodsOf, service) ? methodsOf[service] : [];
    if (!offered || !callable.includes(method)) throw new Error(`Nobody offers ${service}.${method}.`);
    return { id, ok: true, value: await offered[method]?.(...args) };
  } catch (error) {
    return { id, ok: false, reason: messageOf(error) };
  }
}
