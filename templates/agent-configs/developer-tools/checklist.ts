/** What an issue has to answer before it can be built. The Product Owner asks what the repository does not answer already. */
export const questions: readonly string[] = [
  "Is it a patch, a minor or a major version under semver, judged by what a user's build does the day after?",
  "What is replaced by it, since when is that deprecated, what does the warning say, and in which version is it gone?",
  "Which exit code does each ending have, what goes to standard output and what to standard error?",
  "What does it print for machines (--json), and is that output's shape promised?",
  "How does it behave without a terminal, without a network, in CI, in a read-only folder and when it is interrupted?",
  "Which flags, environment variables and configuration files decide, and which of them wins?",
  "Which systems, shells and versions of the runtime must it work on, and how is that tested?",
  "Does the same input still give the same bytes: order, time stamps, absolute paths, locale?",
  "What does a user see first when it goes wrong, and what can they do with that sentence?",
];

/** What every change has to keep. The Developer reads this before it writes code. */
export const rules: readonly string[] = [
  "What is public (exports, flags, output for machines, exit codes, file formats) changes only with a new version of the right kind and a line in the changelog.",
  "Nothing public is removed that was not deprecated in a release before, with a warning that names its replacement. A warning is given once, on standard error.",
  "Results go to standard output, everything else to standard error. No colour, no spinner and no question unless it is a terminal; NO_COLOR and CI are respected.",
  "0 is success; every other exit code is documented and tested. Wrong usage is told apart from failure.",
  "Builds are reproducible: sorted listings, no clock, no random number, no absolute path, no locale; dependencies are pinned by a lockfile.",
  "Programs are run with a list of arguments, never through a shell; paths with blanks, quotes and other scripts are in the tests.",
  "Interrupted work leaves nothing half done: write beside and rename, clean up on SIGINT and SIGTERM.",
  "An error says what is wrong, where, and what to do; a stack trace only for our own mistakes.",
  "Start-up is part of the interface: nothing is loaded before the command that needs it is known.",
];
