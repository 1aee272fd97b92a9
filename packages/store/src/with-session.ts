import type { ExclusiveDatabase, SqlSession } from "@osorganicai/core";

/** Works on a session, which is held as long as the work takes where the database has to be asked for one. */
export async function withSession<T>(
  database: ExclusiveDatabase | SqlSession,
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  if (!("acquire" in database)) return work(database);
  const session = await database.acquire();
  try {
    return await work(session);
  } finally {
    await session.release();
  }
}
