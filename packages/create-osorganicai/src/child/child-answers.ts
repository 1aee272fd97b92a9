/** The domains a child can begin with. */
export const domains = ["generic", "e-commerce", "fintech", "healthcare", "developer-tools"] as const;

/** One of {@link domains}: which knowledge the child's agents begin with. */
export type Domain = (typeof domains)[number];

/** All that a person decides about a new child. Kept in its lock, so that its files can be rendered again. */
export interface ChildAnswers {
  /** Of the repository, the npm package and the Vercel project alike. */
  readonly name: string;
  readonly domain: Domain;
  /** GitHub account of the repository: a person or an organisation. */
  readonly owner?: string;
  /** `provider:model`. Without it, the one that fits the API key found in the environment. */
  readonly model?: string;
  /** Whether it will run on Supabase and needs `supabase/`. */
  readonly supabase: boolean;
}
