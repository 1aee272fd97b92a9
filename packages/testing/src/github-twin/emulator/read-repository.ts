import type { JsonObject, UserJson } from "../json.ts";
import type { Twin, TwinRepository } from "../twin.ts";
import { repairAnswer } from "./repairs.ts";

/** GitHub's `full-repository`. */
export interface RepositoryJson extends JsonObject {
  readonly id: number;
  readonly name: string;
  readonly full_name: string;
  readonly owner: UserJson;
  readonly default_branch: string;
  readonly html_url: string;
}

/** A repository as GitHub describes it. */
export async function readRepository(twin: Twin, { fullName }: TwinRepository): Promise<RepositoryJson> {
  const answer = await twin.emulator.ask("GET", `/repos/${fullName}`);
  return repairAnswer(twin, "repos/get", answer) as RepositoryJson;
}
