import {
  isOSOrganicError,
  OSOrganicError,
  type PatchStore,
  type Workspace,
  type WorkspaceProvider,
  type WorkspaceRequest,
} from "@osorganicai/core";

/** A stored patch, as a step's result refers to it. */
export interface PatchRef {
  readonly sequence: number;
  /** The tree after the patch, 40 hex digits. */
  readonly tree: string;
}

/** What a change came to. */
export interface Changed<T> {
  readonly value: T;
  /** Undefined when no file changed. */
  readonly patch: PatchRef | undefined;
}

/** A workspace that outlives its folder: every change is a stored patch, and a crash rebuilds it from those. */
export interface DurableWorkspace {
  /** The files as the last remembered step left them. */
  files(): Promise<Workspace>;
  /** Changes files and stores what changed. Call it inside the step that makes the change. */
  change<T>(work: (files: Workspace) => Promise<T>): Promise<Changed<T>>;
  /** Tells which patch a step's result refers to, also when the result came from the store. */
  remember(patch: PatchRef | undefined): void;
  close(): Promise<void>;
}

/** What a durable workspace is made of. */
export interface DurableWorkspaceOptions extends Omit<WorkspaceRequest, "patches"> {
  readonly provider: WorkspaceProvider;
  readonly patches: PatchStore;
  readonly runId: string;
}

/** Opens nothing yet: a run whose steps are all stored never needs the files. */
export function createDurableWorkspace({
  provider,
  patches,
  runId,
  ...request
}: DurableWorkspaceOptions): DurableWorkspace {
  let opened: Promise<Workspace> | undefined;
  let last: PatchRef | undefined;

  async function rebuild(): Promise<Workspace> {
    const wanted = last?.sequence ?? 0;
    const stored = (await patches.list(runId)).filter(({ sequence }) => sequence <= wanted);
    const newest = stored.at(-1);
    if (newest?.sequence !== last?.sequence || newest?.tree !== last?.tree)
      throw new OSOrganicError(
        "workspace_diverged",
        `The patches of run ${runId} do not lead to what its last step recorded.`,
      );
    return provider.open({ ...request, patches: stored });
  }

  function files(): Promise<Workspace> {
    opened ??= rebuild().catch((error: unknown) => {
      opened = undefined; // The next try of the step asks again.
      throw error;
    });
    return opened;
  }

  async function capture(): Promise<PatchRef | undefined> {
    const change = await (await files()).capture();
    if (change === undefined) return undefined;
    const patch = { sequence: (last?.sequence ?? 0) + 1, ...change };
    await patches.save(runId, patch);
    return { sequence: patch.sequence, tree: patch.tree };
  }

  /** A step that will be tried again must not find its own half-done work. */
  async function discard(): Promise<void> {
    const workspace = opened;
    opened = undefined;
    await workspace?.then((files) => files.close()).catch(() => {});
  }

  return {
    files,
    async change(work) {
      try {
        return { value: await work(await files()), patch: await capture() };
      } catch (error) {
        if (!isOSOrganicError(error) || error.retryable) await discard();
        throw error;
      }
    },
    remember(patch) {
      last = patch ?? last;
    },
    close: discard,
  };
}
