import type { Clock, RateLimiter, Turn, TurnRequest } from "@osorganicai/core";
import type { SupabaseClient } from "@supabase/supabase-js";
import { ask } from "../ask.ts";

/** Limits in Postgres, which every process shares. `clock` is for tests: the database's own is the one all agree on. */
export function createRateLimiter(client: SupabaseClient, clock?: Clock): RateLimiter {
  const now = () => (clock === undefined ? {} : { now: clock.now().toISOString() });
  const moment = () => (clock === undefined ? {} : { moment: clock.now().toISOString() });
  return {
    async take(turn) {
      const request = client.rpc("take_turn", { request: JSON.stringify({ ...toRequest(turn), ...now() }) });
      return toTurn(await ask<TakenTurn>("rates.take", request));
    },
    async end(scope, id) {
      await ask("rates.end", client.rpc("end_turn", { turn_scope: scope, turn_id: id, ...moment() }));
    },
    async holdOff(scope, forMs) {
      const change = { turn_scope: scope, for_ms: Math.ceil(forMs), ...moment() };
      await ask("rates.hold_off", client.rpc("hold_off", change));
    },
  };
}

/** What `take_turn` answers. */
type TakenTurn =
  | { readonly granted: true; readonly id: string | null }
  | { readonly granted: false; readonly wait_ms: number };

function toRequest({ scope, points, content, holdMs, limits }: TurnRequest) {
  const { windows, inFlight, gapMs } = limits;
  return {
    scope,
    points,
    content,
    hold_ms: holdMs,
    limits: { windows, in_flight: inFlight, gap_ms: gapMs },
  };
}

function toTurn(taken: TakenTurn): Turn {
  return taken.granted
    ? { granted: true, id: taken.id ?? undefined }
    : { granted: false, waitMs: taken.wait_ms };
}
