// The README's agent, as an instance makes it.
import { BaseAgent } from "@osorganicai/core";
import Agent from "./example.ts";

const agent = new Agent({});
console.log(JSON.stringify({ isAgent: agent instanceof BaseAgent, facts: agent.getDomainContext() }));
