import { expect, test } from "vitest";
import type { IndexedFile } from "../files/choose-files.ts";
import { findImports } from "./find-imports.ts";
import { createResolve } from "./resolve-imports.ts";

const paths = [
  "packages/git/src/index.ts",
  "packages/git/src/refs.ts",
  "packages/git/src/node/spawn.ts",
  "packages/cli/src/run.tsx",
  "examples/old/git/src/index.ts",
  "src/lib/cart.ts",
  "app/__init__.py",
  "app/models/order.py",
  "app/views.py",
  "modules/caddyhttp/fileserver/browse.go",
  "modules/caddyhttp/fileserver/static.go",
  "crates/ignore/src/walk.rs",
  "crates/ignore/src/lib.rs",
  "crates/grep-cli/src/lib.rs",
  "crates/grep-cli/src/decompress/mod.rs",
  "crates/ignore/src/gitignore.rs",
  "core/src/main/java/com/acme/shop/Cart.java",
  "lib/shop/order.rb",
  "include/cart.h",
];
const files = paths.map((path): IndexedFile => ({ path, blob: path, key: path, bytes: 1, kind: "source" }));
const resolve = createResolve(files);

const cases: readonly (readonly [from: string, text: string, needed: readonly string[]])[] = [
  ["packages/git/src/index.ts", 'export * from "./refs.js";', ["packages/git/src/refs.ts"]],
  ["packages/cli/src/run.tsx", 'import { a } from "../../git/src";', ["packages/git/src/index.ts"]],
  ["packages/cli/src/run.tsx", 'import { a } from "@acme/git";', ["packages/git/src/index.ts"]],
  ["packages/cli/src/run.tsx", 'import { a } from "git/node/spawn.js";', ["packages/git/src/node/spawn.ts"]],
  ["packages/cli/src/run.tsx", 'import { a } from "@acme/unknown";', []],
  ["packages/cli/src/run.tsx", 'import { cart } from "@/lib/cart";', ["src/lib/cart.ts"]],
  ["packages/cli/src/run.tsx", 'const a = require("node:fs");', []],
  ["app/views.py", "from .models.order import Order", ["app/models/order.py"]],
  ["app/views.py", "from app.models import order", ["app/models/order.py"]],
  [
    "main.go",
    'import (\n  "github.com/caddyserver/caddy/modules/caddyhttp/fileserver"\n  "fmt"\n)',
    ["modules/caddyhttp/fileserver/browse.go", "modules/caddyhttp/fileserver/static.go"],
  ],
  ["crates/ignore/src/walk.rs", "use crate::gitignore::Gitignore;", ["crates/ignore/src/gitignore.rs"]],
  [
    "crates/ignore/src/walk.rs",
    "use grep_cli::decompress::Reader;",
    ["crates/grep-cli/src/decompress/mod.rs"],
  ],
  ["crates/ignore/src/walk.rs", "use grep_cli::CommandReader;", ["crates/grep-cli/src/lib.rs"]],
  ["Main.java", "import static com.acme.shop.Cart.empty;", ["core/src/main/java/com/acme/shop/Cart.java"]],
  ["Main.java", "import com.acme.shop.Cart;", ["core/src/main/java/com/acme/shop/Cart.java"]],
  ["main.cpp", '#include "cart.h"', []],
];

test.each(cases)("%s: %s", (from, text, needed) => {
  const found = findImports(from, text).flatMap((specifier) => resolve(from, specifier));
  expect([...new Set(found)].map((file) => paths[file])).toEqual(needed);
});
