declare module "@vscode/tree-sitter-wasm/wasm/*.wasm";
