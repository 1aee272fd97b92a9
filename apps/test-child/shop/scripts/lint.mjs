import { readdirSync, readFileSync } from "node:fs";

const rules = [
  [/\bvar\b/, "use const or let"],
  [/\t/, "indent with spaces"],
  [/^.{111,}$/, "keep lines within 110 characters"],
  [/console\.log/, "only the server may print", (file) => file !== "src/server.ts"],
];

const findings = ["src", "test"].flatMap((folder) =>
  readdirSync(folder).flatMap((name) => lint(`${folder}/${name}`)),
);
for (const finding of findings) process.stderr.write(`${finding}\n`);
process.exit(findings.length > 0 ? 1 : 0);

function lint(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) =>
    rules
      .filter(([pattern, , applies = () => true]) => applies(file) && pattern.test(line))
      .map(([, message]) => `${file}:${index + 1}: ${message}`),
  );
}
