import type { RateLimits } from "@osorganicai/core";

/**
 * What we allow ourselves per installation: four fifths of what GitHub allows, because others use the same installation.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const githubLimits: RateLimits = {
  windows: [
    { seconds: 60, of: "points", most: 720 },
    { seconds: 60, of: "content", most: 64 },
    { seconds: 3600, of: "content", most: 400 },
  ],
  inFlight: 1,
  gapMs: 1000,
};
