import { createHmac } from "node:crypto";
import { isMarkedComment } from "@osorganicai/core";

/** A hidden line by which an effect is found again. `key` has a meaning for its place alone. */
interface Marker {
  readonly key: string;
  /** `acme/shop#7`, or a repository and branch: a marker that was copied to another place says nothing. */
  readonly place: string;
}

/** Only whoever knows the instance's key can write it. */
export function signMarker({ key, place }: Marker, markerKey: string): string {
  const signature = createHmac("sha256", markerKey).update(`${place.toLowerCase()}\n${key}`).digest("hex");
  return `<!-- osorganicai:${key}:${signature.slice(0, 32)} -->`;
}

/** As it was written before there were keys. Counts only for our own account, like any other. */
export function plainMarker({ key }: Pick<Marker, "key">): string {
  return `<!-- osorganicai:${key} -->`;
}

/** A body without the marker at its end, if it has one. */
export function withoutMarker(body: string): string {
  const text = body.trimEnd();
  return isMarkedComment(text) ? text.slice(0, Math.max(0, text.lastIndexOf("\n"))).trimEnd() : text;
}
