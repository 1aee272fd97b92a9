import { Octokit } from "@octokit/rest";
import { expect, test } from "vitest";
import { startTestTwin } from "../test-twin.ts";

const files = { "README.md": "# Shop\n" };
const log = { debug() {}, info() {}, warn() {}, error() {} };

test("an App signs in with its key and acts as its bot", async () => {
  const { twin, at, asApp } = await startTestTwin(files, { app: { slug: "helper" } });
  const app = asApp();
  expect((await app.apps.getAuthenticated()).data).toMatchObject({ id: twin.app.id, slug: "helper" });
  const { installationId } = twin.app;
  expect((await app.apps.getRepoInstallation(at)).data.id).toBe(installationId);
  expect((await app.apps.listInstallations()).data.map(({ id }) => id)).toEqual([installationId]);
  expect(
    (await app.apps.listReposAccessibleToInstallation()).data.repositories.map((all) => all.full_name),
  ).toEqual(["acme/shop"]);
  const { data: issue } = await app.issues.create({ ...at, title: "Coupons" });
  const { data: bot } = await app.users.getByUsername({ username: "helper[bot]" });
  expect(issue.user).toMatchObject({ login: "helper[bot]", type: "Bot", id: bot.id });
  await expect(app.users.getAuthenticated()).rejects.toMatchObject({ status: 403 });
  expect(await twin.violations()).toEqual([]);
});

test("unknown credentials are refused, and so is writing without any", async () => {
  const { twin, at } = await startTestTwin(files);
  const stranger = (auth?: string) => new Octokit({ baseUrl: twin.url, log, ...(auth && { auth }) });
  await expect(stranger("ghp_unknown").repos.get(at)).rejects.toMatchObject({
    status: 401,
    message: /Bad credentials/,
  });
  await expect(
    stranger("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMDAxIn0.x").apps.getAuthenticated(),
  ).rejects.toMatchObject({ status: 401 });
  expect((await stranger().repos.get(at)).data.full_name).toBe("acme/shop");
  await expect(stranger().issues.create({ ...at, title: "X" })).rejects.toMatchObject({ status: 401 });
  await expect(stranger().apps.getAuthenticated()).rejects.toMatchObject({ status: 401 });
});

test("permissions are told by login, and kept", async () => {
  const users = [
    { login: "keeper", permission: "maintain" },
    { login: "helper", permission: "triage" },
    { login: "guest", permission: "read" },
  ] as const;
  const { twin, at, as } = await startTestTwin(files, { users });
  const guest = as("guest");
  const told = async (username: string) => {
    const { data } = await as("keeper").repos.getCollaboratorPermissionLevel({ ...at, username });
    return [data.permission, data.role_name, data.user?.login];
  };
  expect(await told("acme")).toEqual(["admin", "admin", "acme"]);
  expect(await told("keeper")).toEqual(["write", "maintain", "keeper"]);
  expect(await told("helper")).toEqual(["read", "triage", "helper"]);
  expect(await told("guest")).toEqual(["read", "read", "guest"]);
  expect(await told("osorganicai[bot]")).toEqual(["read", "read", "osorganicai[bot]"]);
  await expect(told("nobody")).rejects.toMatchObject({ status: 404 });
  const asked = guest.repos.getCollaboratorPermissionLevel({ ...at, username: "guest" });
  await expect(asked).rejects.toMatchObject({ status: 403 });
  const { data: issue } = await guest.issues.create({ ...at, title: "Help", labels: ["urgent"] });
  expect(issue.labels).toEqual([]);
  const issue_number = 1;
  await expect(guest.issues.addLabels({ ...at, issue_number, labels: ["urgent"] })).rejects.toMatchObject({
    status: 403,
  });
  await expect(guest.git.createBlob({ ...at, content: "x" })).rejects.toMatchObject({ status: 403 });
  await as("helper").issues.addLabels({ ...at, issue_number, labels: ["urgent"] });
  await expect(as("helper").git.createBlob({ ...at, content: "x" })).rejects.toMatchObject({ status: 403 });
  expect(await twin.violations()).toEqual([]);
});

test("what GitHub has not, or the twin has not, is refused by name and reported", async () => {
  const { twin, at, as } = await startTestTwin(files);
  const octocat = as("octocat");
  await expect(octocat.request("GET /repos/{owner}/{repo}/isues", at)).rejects.toMatchObject({ status: 501 });
  await expect(octocat.issues.lock({ ...at, issue_number: 1 })).rejects.toMatchObject({ status: 501 });
  const wrong = { ...at, title: 7 as unknown as string, milestone: {} as unknown as number };
  await expect(octocat.issues.create(wrong)).rejects.toMatchObject({ status: 422 });
  const violations = await twin.violations();
  expect(violations.slice(0, 2).join("\n")).toMatch(/isues is nothing .*\n.*issues\/1\/lock is nothing/);
  expect(violations.slice(2)).toEqual(
    expect.arrayContaining([expect.stringContaining("issues/create: request: /milestone must be")]),
  );
});
