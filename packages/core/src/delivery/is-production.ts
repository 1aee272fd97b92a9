/** What GitHub says of a deployment's environment. */
export interface DeploymentEnvironment {
  readonly environment: string;
  readonly production_environment?: boolean | undefined;
}

/** Pure: whether an environment serves users. Not every deployer says so; then its name does. Every other one is a preview. */
export function isProduction({ environment, production_environment: said }: DeploymentEnvironment): boolean {
  return said === true || /^prod/i.test(environment);
}
