import { OSOrganicError } from "@osorganicai/core";
import type { ShippedSql } from "../child/list-sql.ts";

/** Where the files go, and when. */
export interface StampOptions {
  /** The newest file of `supabase/migrations`, or only its stamp. Undefined: there is none. */
  readonly after: string | undefined;
  readonly now: Date;
}

/** A file of the store, as the child has it. */
export interface StampedSql {
  /** Its name in `@osorganicai/store`. */
  readonly upstream: string;
  /** `supabase/migrations/<yyyymmddhhmmss>_osorganicai_<name>.sql` */
  readonly path: string;
  readonly content: string;
}

/**
 * Names for the store's files that come after everything the child has: Supabase refuses a file that is older than the
 * last one it applied. One second apart, in the order given.
 * @throws OSOrganicError `migration_invalid` when nothing can come after the newest file
 */
export function stampSql(files: readonly ShippedSql[], { after, now }: StampOptions): readonly StampedSql[] {
  const newest = /^\d*/.exec(after ?? "")?.[0] ?? "";
  const first = Math.max(now.getTime(), timeOf(newest) + 1000);
  return files.map(({ name, content }, index) => {
    const stamp = stampOf(first + index * 1000);
    // Supabase compares stamps as texts.
    if (!/^\d{14}$/.test(stamp) || stamp <= newest)
      throw new OSOrganicError(
        "migration_invalid",
        `Nothing can come after supabase/migrations/${after}. Rename that file: yyyymmddhhmmss_name.sql.`,
      );
    const title = name.replace(/^\d+_/, "");
    return { upstream: name, path: `supabase/migrations/${stamp}_osorganicai_${title}`, content };
  });
}

/** The first moment that is not before a stamp, which may be shorter, longer, or no real time. */
function timeOf(stamp: string): number {
  const [, year = "0", ...rest] = /^(.{4})(..)(..)(..)(..)(..)/.exec(stamp.padEnd(14, "0")) ?? [];
  const [month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = rest.map(Number);
  return Date.UTC(Number(year), Math.max(month, 1) - 1, Math.max(day, 1), hours, minutes, seconds);
}

/** yyyymmddhhmmss, in UTC as Supabase's own. */
function stampOf(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/\D/g, "").slice(0, 14);
}
