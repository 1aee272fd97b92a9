import { toolPaths } from "../tool-paths.ts";

/**
 * Where lies what a person made of earlier conflicts in a file: `<incoming>.edited`, `.edited-2` and so on, oldest first.
 * @param read a file's text; undefined when there is none
 */
export function listAttempts(path: string, read: (path: string) => string | undefined): readonly string[] {
  const places: string[] = [];
  for (let number = 1; read(toolPaths.attempt(path, number)) !== undefined; number += 1)
    places.push(toolPaths.attempt(path, number));
  return places;
}
