import { OSOrganicError } from "@osorganicai/core";

/** Never echoes what it was given: it holds a password. @throws OSOrganicError `environment_invalid` */
export function parseDatabaseUrl(text: string | undefined): URL {
  if (text === undefined || text === "")
    throw invalid(
      "No database is named. Set DATABASE_URL, or pass --database-url. (The embedded database of `dev` migrates itself.)",
    );
  if (!isAddress(text))
    throw invalid(
      "The database's address is not of the form postgres://user:password@host:5432/name. Encode special characters of the password.",
    );
  return new URL(text);
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, password } = new URL(text);
  try {
    decodeURIComponent(password);
  } catch {
    return false;
  }
  return protocol === "postgres:" || protocol === "postgresql:";
}

function invalid(message: string): OSOrganicError {
  return new OSOrganicError("environment_invalid", message);
}
