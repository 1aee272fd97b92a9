/** An id for GraphQL, as opaque as GitHub's. */
export function nodeId(kind: string, id: string | number): string {
  return Buffer.from(`0:${kind}${id}`).toString("base64url");
}
