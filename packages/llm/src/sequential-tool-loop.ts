import type { ToolLoop } from "./tool-loop.ts";

/** The default: one call after the other, in the order the model gave; what comes after `done` is not run. */
export const sequentialToolLoop: ToolLoop = async (session) => {
  const messages = [...session.opening];
  for (;;) {
    const { message, calls, reminder } = await session.ask(messages);
    messages.push(message);
    if (calls.length === 0) messages.push(reminder);
    for (const call of calls) {
      const answer = await session.run(call);
      if (answer.result.done) return answer.result;
      messages.push(answer.message);
    }
  }
};
