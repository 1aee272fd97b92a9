import { type AgentClass, BaseAgent, type Outcome } from "@osorganicai/core";
import { expect, test } from "vitest";
import { findDeadOverrides } from "./find-dead-overrides.ts";

class Developer extends BaseAgent {
  override readonly name: string = "developer";
  protected override readonly capabilities = [] as const;
  protected override async handle(): Promise<Outcome> {
    return { kind: "deployed", reason: `${this.tools()}${await this.getDomainContext()}` };
  }
  tools(): readonly string[] {
    return [];
  }
  /** Only still here for whoever overrides it. */
  oldTools(): readonly string[] {
    return [];
  }
}

const base = [Developer, BaseAgent] as unknown as readonly AgentClass[];
function findIn(own: readonly unknown[], sources = "") {
  return findDeadOverrides({ own: own as readonly AgentClass[], base, sources });
}

test("what ours uses is an override, in whichever class it stands", () => {
  class Company extends Developer {
    override getDomainContext(): string {
      return "We sell.";
    }
  }
  class Shop extends Company {
    override readonly name = "shop";
    override tools(): readonly string[] {
      return ["till"];
    }
  }
  const { overrides, dead } = findIn([Shop, Company]);
  expect(overrides.toSorted()).toEqual(["getDomainContext", "name", "tools"]);
  expect(dead).toEqual([]);
});

test("a method that was renamed upstream is dead, and its new name is told", () => {
  class Shop extends Developer {
    domainContext(): string {
      return "We sell.";
    }
    tool(): readonly string[] {
      return [];
    }
  }
  expect(findIn([Shop]).dead).toEqual([
    { name: "domainContext", kind: "method", reason: "nothing_there", meant: "getDomainContext" },
    { name: "tool", kind: "method", reason: "nothing_there", meant: "tools" },
  ]);
});

test("a method that ours still has and never uses is dead, also when it calls the inherited one", () => {
  class Shop extends Developer {
    override oldTools(): readonly string[] {
      return [...super.oldTools(), "till"];
    }
  }
  expect(findIn([Shop]).dead).toEqual([{ name: "oldTools", kind: "method", reason: "never_called" }]);
});

test("a field that nothing reads is dead", () => {
  class Shop extends Developer {
    readonly currency = "EUR";
  }
  expect(findIn([Shop]).dead).toEqual([{ name: "currency", kind: "field", reason: "nothing_there" }]);
});

test("helpers that the child's own code uses are no overrides", () => {
  class Shop extends Developer {
    prices(): string {
      return "in cents";
    }
    override getDomainContext(): string {
      return this.prices();
    }
  }
  expect(findIn([Shop], String(Shop)).dead).toEqual([]);
});

test("a class whose constructor wants more than a test can give is judged by its methods", () => {
  class Shop extends Developer {
    constructor(...given: ConstructorParameters<AgentClass>) {
      super(...given);
      given[0].clock.now();
    }
    domainContext(): string {
      return "";
    }
  }
  expect(findIn([Shop]).dead).toMatchObject([{ name: "domainContext" }]);
});
