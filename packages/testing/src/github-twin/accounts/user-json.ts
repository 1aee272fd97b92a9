import type { UserJson } from "../json.ts";

/** GitHub's `simple-user`. Addresses of bots are encoded, because `[` may not stand in one. */
export function userJson(
  url: string,
  { id, login, type }: { readonly id: number; readonly login: string; readonly type: string },
): UserJson {
  const name = encodeURIComponent(login);
  const api = `${url}/users/${name}`;
  return {
    login,
    id,
    node_id: Buffer.from(`0:${type}${id}`).toString("base64url"),
    avatar_url: `${url}/avatars/u/${name}`,
    gravatar_id: "",
    url: api,
    html_url:
      type === "Bot" ? `${url}/apps/${encodeURIComponent(login.replace(/\[bot\]$/, ""))}` : `${url}/${name}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type,
    user_view_type: "public",
    site_admin: false,
  };
}
