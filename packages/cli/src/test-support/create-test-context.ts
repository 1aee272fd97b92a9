import type { DoctorContext } from "../doctor/check.ts";
import { createChildFacts } from "../doctor/child/child-facts.ts";
import { type Files, makeFolder, writeFiles } from "./make-repository.ts";

/** What a test decides about. */
export interface TestContext extends Partial<Omit<DoctorContext, "child">> {
  /** Files of the child. */
  readonly files?: Files;
  readonly child?: Partial<DoctorContext["child"]>;
}

/** What a check sees of a child in a folder of its own, with an empty environment. */
export async function createTestContext({
  files = {},
  child = {},
  ...more
}: TestContext = {}): Promise<DoctorContext> {
  const directory = more.directory ?? (await makeFolder("doctor-"));
  await writeFiles(directory, files);
  const environment = more.environment ?? {};
  return {
    environment,
    live: false,
    nodeVersion: "v24.21.0",
    signal: new AbortController().signal,
    ...more,
    directory,
    child: { ...createChildFacts(directory, environment), ...child },
  };
}
