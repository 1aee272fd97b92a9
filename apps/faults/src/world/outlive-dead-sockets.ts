let outlives = false;

/**
 * postgres.js writes to a socket that has just died, outside of every promise, and what is reset when a suite kills Postgres may
 * have no listener any more: whoever waited for it has heard. Any other error ends this process.
 */
export function outliveDeadSockets(): void {
  if (outlives) return;
  outlives = true;
  process.on("uncaughtException", (error: NodeJS.ErrnoException) => {
    const isReset = error.syscall === "read" && error.code === "ECONNRESET";
    if (isReset || /postgres\/src\/connection\.js/.test(error.stack ?? "")) return;
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
