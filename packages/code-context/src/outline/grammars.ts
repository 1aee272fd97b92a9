/** A language that can be parsed: the file of its grammar, and what is a definition in it. */
export interface Grammar {
  /** `tree-sitter-<name>.wasm` of @vscode/tree-sitter-wasm. */
  readonly name: string;
  /** Never called: a function on a platform has no files but those that its code names in full. */
  readonly carried: () => Promise<unknown>;
  /** Patterns whose `@<kind>` is the definition and whose `@name` its name. */
  readonly patterns: string;
}

const script = `
(function_declaration name: (_) @name) @function
(generator_function_declaration name: (_) @name) @function
(class_declaration name: (_) @name) @class
(method_definition name: (_) @name) @method
(program (lexical_declaration (variable_declarator name: (identifier) @name)) @constant)
(program (variable_declaration (variable_declarator name: (identifier) @name)) @constant)
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name))) @constant)
(assignment_expression left: (member_expression property: (property_identifier) @name)
  right: [(function_expression) (arrow_function) (class)]) @method
(pair key: (property_identifier) @name value: [(function_expression) (arrow_function)]) @method`;
const typed = `
(abstract_class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @interface
(type_alias_declaration name: (_) @name) @type
(enum_declaration name: (_) @name) @enum
(internal_module name: (_) @name) @module
(public_field_definition name: (_) @name value: [(arrow_function) (function_expression)]) @method
(abstract_method_signature name: (_) @name) @method`;

const javascript: Grammar = {
  name: "javascript",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm"),
  patterns: script,
};
const typescript: Grammar = {
  name: "typescript",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm"),
  patterns: script + typed,
};
const tsx: Grammar = {
  name: "tsx",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm"),
  patterns: script + typed,
};
const python: Grammar = {
  name: "python",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
  patterns: `
(function_definition name: (_) @name) @function
(class_definition name: (_) @name) @class
(module (expression_statement (assignment left: (identifier) @name)) @constant)`,
};
const go: Grammar = {
  name: "go",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-go.wasm"),
  patterns: `
(function_declaration name: (_) @name) @function
(method_declaration name: (_) @name) @method
(type_spec name: (_) @name) @type
(source_file (const_declaration (const_spec name: (_) @name) @constant))
(source_file (var_declaration (var_spec name: (_) @name) @constant))`,
};
const rust: Grammar = {
  name: "rust",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-rust.wasm"),
  patterns: `
(function_item name: (_) @name) @function
(function_signature_item name: (_) @name) @function
(struct_item name: (_) @name) @class
(enum_item name: (_) @name) @enum
(trait_item name: (_) @name) @interface
(impl_item type: (_) @name) @class
(type_item name: (_) @name) @type
(const_item name: (_) @name) @constant
(static_item name: (_) @name) @constant
(macro_definition name: (_) @name) @macro
(mod_item name: (_) @name body: (_)) @module`,
};
const java: Grammar = {
  name: "java",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-java.wasm"),
  patterns: `
(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @interface
(enum_declaration name: (_) @name) @enum
(record_declaration name: (_) @name) @class
(annotation_type_declaration name: (_) @name) @interface
(method_declaration name: (_) @name) @method
(constructor_declaration name: (_) @name) @method`,
};
const ruby: Grammar = {
  name: "ruby",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-ruby.wasm"),
  patterns: `
(method name: (_) @name) @method
(singleton_method name: (_) @name) @method
(class name: (_) @name) @class
(module name: (_) @name) @module`,
};
const csharp: Grammar = {
  name: "c-sharp",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm"),
  patterns: `
(class_declaration name: (_) @name) @class
(struct_declaration name: (_) @name) @class
(record_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @interface
(enum_declaration name: (_) @name) @enum
(method_declaration name: (_) @name) @method
(constructor_declaration name: (_) @name) @method
(property_declaration name: (_) @name) @method`,
};
const cpp: Grammar = {
  name: "cpp",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-cpp.wasm"),
  patterns: `
(function_definition declarator: (_ declarator: (_) @name)) @function
(class_specifier name: (_) @name body: (_)) @class
(struct_specifier name: (_) @name body: (_)) @class
(enum_specifier name: (_) @name body: (_)) @enum
(type_definition declarator: (type_identifier) @name) @type
(preproc_function_def name: (_) @name) @macro
(namespace_definition name: (_) @name) @module`,
};
const php: Grammar = {
  name: "php",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-php.wasm"),
  patterns: `
(function_definition name: (_) @name) @function
(method_declaration name: (_) @name) @method
(class_declaration name: (_) @name) @class
(interface_declaration name: (_) @name) @interface
(trait_declaration name: (_) @name) @class
(enum_declaration name: (_) @name) @enum`,
};
const bash: Grammar = {
  name: "bash",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm"),
  patterns: "(function_definition name: (_) @name) @function",
};
const powershell: Grammar = {
  name: "powershell",
  carried: () => import("@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm"),
  patterns: `
(function_statement (function_name) @name) @function
(class_statement (simple_name) @name) @class`,
};

const byExtension: ReadonlyMap<string, Grammar> = new Map(
  (
    [
      ["js mjs cjs jsx", javascript],
      ["ts mts cts", typescript],
      ["tsx", tsx],
      ["py pyi", python],
      ["go", go],
      ["rs", rust],
      ["java", java],
      ["rb rake", ruby],
      ["cs", csharp],
      ["c h cc cpp cxx hh hpp hxx", cpp],
      ["php", php],
      ["sh bash zsh", bash],
      ["ps1 psm1", powershell],
    ] as const
  ).flatMap(([extensions, grammar]) =>
    extensions.split(" ").map((extension) => [extension, grammar] as const),
  ),
);

/** The grammar of a file, by its extension; undefined for what is read by its lines alone. */
export function grammarOf(path: string): Grammar | undefined {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return byExtension.get(extension);
}

/** Every grammar, for who wants to see that all of them load. */
export const grammars: readonly Grammar[] = [...new Set(byExtension.values())];
