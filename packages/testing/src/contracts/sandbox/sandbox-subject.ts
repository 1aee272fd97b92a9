import type { Sandbox } from "@osorganicai/core";

/** What a case of the sandbox contract works on. */
export interface SandboxSubject {
  /** Limits of about 1.2 GB of memory, 64 MB per file and a few seconds until a server answers keep the suite quick. */
  readonly sandbox: Sandbox;
  /** Empty, writable, made for this one case, and removed with its parent folder afterwards. */
  readonly directory: string;
}
