import { readFile } from "node:fs/promises";
import { buildSchema, type GraphQLSchema } from "graphql";

let schema: Promise<GraphQLSchema> | undefined;

/** GitHub's own GraphQL schema. Read when it is first needed, because it has 1.2 MB. */
export function readSchema(): Promise<GraphQLSchema> {
  schema ??= buildGitHubSchema();
  return schema;
}

async function buildGitHubSchema(): Promise<GraphQLSchema> {
  // Not imported: that would also read the schema as 5 MB of JSON, and a second copy of graphql.
  const file = new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema"));
  return buildSchema(await readFile(file, "utf8"), { assumeValid: true, noLocation: true });
}
