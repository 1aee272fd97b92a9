// Loaded before an example: its process is killed when it has said something, before that is known to be done.
const { log } = console;
console.log = (...words) => {
  log(...words);
  process.kill(process.pid, "SIGKILL");
};
