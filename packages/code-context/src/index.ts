// Core's port: what agents ask

export type { CodeContextOptions } from "./context/create-code-context.ts";
export { createCodeContext } from "./context/create-code-context.ts";
export type { RepositoryFolders } from "./context/question.ts";

// An index of a repository, and what it answers

export type { CodeIndex, FeatureTable, FindOptions, PackOptions } from "./code-index.ts";
export type { RepoMapOptions } from "./describe/describe-repository.ts";
export type { Neighbours } from "./describe/find-neighbours.ts";
export type { CodeSymbol } from "./describe/find-symbols.ts";
export type { LeftOut } from "./files/choose-files.ts";
export type { IndexLimits } from "./index-limits.ts";
export type { IndexEvent, IndexOptions } from "./index-repository.ts";
export { indexRepository } from "./index-repository.ts";
export { createMemoryCodeVectors } from "./meaning/create-memory-code-vectors.ts";
export type { MeaningOptions } from "./meaning/meaning.ts";
export type { Definition, SymbolKind } from "./outline/outline.ts";
export type {
  PackedContext,
  PackedFile,
  PackedLines,
  PackedRange,
  PackedSkeleton,
} from "./pack/packed-context.ts";
export type { FeatureName, ScorePart } from "./rank/features.ts";
export type { RankedFile } from "./rank/ranked-file.ts";
export type { TrainedWeights, Weights } from "./rank/weights.ts";

// Sources: where code and its history come from

export type {
  CodeSource,
  Commit,
  FileChange,
  HistoryRequest,
  SourceFile,
  Unlisted,
} from "./sources/code-source.ts";
export type { FolderSourceOptions } from "./sources/open-folder-source.ts";
export { openFolderSource } from "./sources/open-folder-source.ts";
export type { GitSourceOptions } from "./sources/open-git-source.ts";
export { openGitSource } from "./sources/open-git-source.ts";
export type { GitHubReads, GitHubTreeEntry } from "./sources/open-github-source.ts";
export { openGitHubSource } from "./sources/open-github-source.ts";
export type { Project } from "./sources/open-project-source.ts";
export { openProjectSource } from "./sources/open-project-source.ts";

// Stores: what need not be read twice

export type { IndexStore } from "@osorganicai/core";
export { createFileIndexStore } from "./store/create-file-index-store.ts";
export { createMemoryIndexStore } from "./store/create-memory-index-store.ts";
