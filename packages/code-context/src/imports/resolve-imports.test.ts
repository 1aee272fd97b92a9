import { expect, test } from "vitest";
import type { IndexedFile } from "../files/choose-files.ts";
import { findImports } from "./find-imports.ts";
import { createResolve } from "./resolve-imports.ts";

const paths = [
  "packages/git/src/index.ts",
  "packages/git/src/refs.ts",
  "packages/cli/src/run.tsx",
  "src/lib/cart.ts",
  "app/__init__.py",
  "app/models/order.py",
  "app/views.py",
  "modules/caddyhttp/fileserver/browse.go",
  "modules/caddyhttp/fileserver/static.go",
  "crates/ignore/src/walk.rs",
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
  ["packages/cli/src/run.tsx", 'import { a } from "@acme/git";', []],
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
  ["Main.java", "import com.acme.shop.Cart;", ["core/src/main/java/com/acme/shop/Cart.java"]],
  ["main.cpp", '#include "cart.h"', []],
];

test.each(cases)("%s: %s", (from, text, needed) => {
  const found = findImports(from, text).flatMap((specifier) => resolve(from, specifier));
  expect([...new Set(found)].map((file) => paths[file])).toEqual(needed);
});
