/** What a request costs of GitHub's limits. */
interface Cost {
  readonly points: number;
  readonly content: number;
  /** Written one at a time. */
  readonly write: boolean;
}

/** A request as Octokit knows it: `url` may be a template. */
interface PricedRequest {
  readonly method: string;
  readonly url: string;
  /** Of GraphQL. */
  readonly query?: unknown;
}

const read: Cost = { points: 1, content: 0, write: false };
const write: Cost = { points: 5, content: 1, write: true };
const object: Cost = { points: 5, content: 0, write: true };

/** First match wins. Objects of git are nothing that anybody sees until a branch names them. */
const prices: readonly (readonly [fits: (request: PricedRequest) => boolean, cost: Cost])[] = [
  [({ method }) => method === "GET" || method === "HEAD", read],
  [({ url }) => url.endsWith("/access_tokens"), read],
  [({ url, query }) => url.endsWith("/graphql") && !/^\s*mutation\b/.test(String(query)), read],
  [({ url }) => /\/git\/(blobs|trees|commits)$/.test(url), object],
];

/** Pure: the price of a request. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#calculating-points-for-the-secondary-rate-limit */
export function costOf(request: PricedRequest): Cost {
  return prices.find(([fits]) => fits(request))?.[1] ?? write;
}
