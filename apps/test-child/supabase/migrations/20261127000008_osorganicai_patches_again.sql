-- 0008_patches_again.sql of @osorganicai/store. Applied once, by `supabase db push` or by `osorganicai migrate`, whichever comes first.
-- Leave it as it is: an upgrade adds files and never rewrites one.
create schema if not exists osorganicai;
create table if not exists osorganicai.migrations (
  name       text primary key,
  checksum   text not null,
  applied_at timestamptz not null default now()
);
alter table osorganicai.migrations enable row level security;

do $osorganicai$
begin
  perform pg_advisory_xact_lock(7315602);
  if exists (select from osorganicai.migrations where name = '0008_patches_again.sql') then
    return;
  end if;
  insert into osorganicai.migrations (name, checksum)
  values ('0008_patches_again.sql', '337e5dc75d62ecea5134a2cb53de6a99024079ee43a0d9aaadc97bb5519cd9ef');
  execute $sql$
-- A step that a crash interrupted between its patch and its result is done again and may come to another patch.
grant update on public.workspace_patches to service_role;
$sql$;
end $osorganicai$;
