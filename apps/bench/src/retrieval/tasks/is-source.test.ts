import { expect, test } from "vitest";
import { isSource } from "./is-source.ts";

const sources =
  "src/app.ts lib/a.MJS pkg/Main.java crates/core/lib.rs src/latest/contest.py a/testing.go generated.ts";
const others =
  "README.md Makefile src/__tests__/a.ts test/a.py a/test_a.py conftest.py src/a.test.tsx src/a.d.ts src/a-spec.js " +
  "ctx_test.go src/tests.rs core/AppTest.java src/main/androidTest/A.java Docs/conf.py e2e/a.ts my-tests/a.ts test-utils/a.ts " +
  "node_modules/a/index.js dist/a.js web/app.min.js package-lock.js api/v1_pb2.py api/a.pb.go src/generated/a.ts a.generated.ts .github/a.js";

test.each(sources.split(" "))("%s may be looked for", (path) => expect(isSource(path)).toBe(true));
test.each(others.split(" "))("%s may not", (path) => expect(isSource(path)).toBe(false));
