// A run as an engine gives it, by hand: nothing is stored, every step is done.
import { createDelivery, silentLogger } from "@osorganicai/core";

export function createContext({ event = "issues", action = "opened", number = 1 } = {}) {
  const payload = {
    action,
    repository: { full_name: "acme/shop" },
    issue: { number },
    sender: { id: 5, login: "ann", type: "User" },
  };
  const delivery = createDelivery({ id: "1", event }, new TextEncoder().encode(JSON.stringify(payload)));
  const { subject } = delivery;
  return { runId: `1@${subject}`, subject, delivery, log: silentLogger, step: (_name, work) => work() };
}
