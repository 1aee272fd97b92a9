import { type Trial, write } from "../trial.ts";

/** A Go module that needs no other. */
export const uuid: Trial = {
  name: "uuid",
  shape: "Go",
  address: "https://github.com/google/uuid",
  commit: "2d3c2a9cc518326daf99a383f07c4d3c44317e4d",
  needs: { go: "apt-get install golang-go" },
  install: ["go build ./..."],
  issue: { title: "Ask whether an id is the nil UUID", body: "`id.IsNil()` reads better than a comparison." },
  criterion: "Nil.IsNil() is true, New().IsNil() is false",
  change: [
    write("nil.go", [
      "package uuid",
      "",
      "// IsNil reports whether uuid has only zeros.",
      "func (uuid UUID) IsNil() bool {",
      "\treturn uuid == Nil",
      "}",
    ]),
    write("nil_test.go", [
      "package uuid",
      "",
      'import "testing"',
      "",
      "func TestAC1IsNil(t *testing.T) {",
      "\tif !Nil.IsNil() || New().IsNil() {",
      '\t\tt.Error("only Nil is nil")',
      "\t}",
      "}",
    ]),
  ],
  test: "TestAC1IsNil",
};
