/** Folders of the system's own programs, on the host and in the sandbox, written like `PATH`. */
export const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
